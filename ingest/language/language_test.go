package language

import (
	"strings"
	"testing"
)

// texts are the beginning of one invented article, by language.
var texts = map[string]string{
	"ar": "وقعت حكومتا البلدين يوم الخميس اتفاقا يفتح الميناء القديم أمام السفن التجارية للمرة الأولى منذ أحد عشر عاما. وقال وزير الخارجية للصحفيين إن الاتفاق ينهي خلافا طويلا حول حقوق الصيد.",
	"de": "Die Außenminister der beiden Länder haben am Donnerstag ein Abkommen unterzeichnet, das den alten Hafen zum ersten Mal seit elf Jahren wieder für Schiffe öffnet. Die Opposition kritisierte, dass das Parlament nicht gefragt worden sei.",
	"el": "Οι υπουργοί Εξωτερικών των δύο χωρών υπέγραψαν την Πέμπτη συμφωνία που ανοίγει το παλιό λιμάνι στα πλοία για πρώτη φορά μετά από έντεκα χρόνια.",
	"en": "The foreign ministers of the two countries signed an accord on Thursday that opens the old port to ships for the first time in eleven years. The opposition complained that parliament had not been asked, and said that it would go to court.",
	"es": "Los ministros de Asuntos Exteriores de los dos países firmaron el jueves un acuerdo que abre el viejo puerto a los barcos por primera vez en once años. La oposición criticó que no se hubiera consultado al parlamento.",
	"fa": "وزیران خارجه دو کشور روز پنجشنبه توافقی را امضا کردند که بندر قدیمی را پس از یازده سال دوباره به روی کشتی\u200cها باز می\u200cکند. گفته می\u200cشود که این توافق به اختلاف بر سر ماهیگیری پایان می\u200cدهد.",
	"fr": "Les ministres des affaires étrangères des deux pays ont signé jeudi un accord qui ouvre le vieux port aux navires pour la première fois depuis onze ans. L'opposition a regretté que le parlement n'ait pas été consulté.",
	"he": "שרי החוץ של שתי המדינות חתמו ביום חמישי על הסכם שפותח את הנמל הישן לאוניות לראשונה זה אחת עשרה שנים. האופוזיציה מתחה ביקורת על כך שהפרלמנט לא נשאל.",
	"it": "I ministri degli Esteri dei due paesi hanno firmato giovedì un accordo che riapre il vecchio porto alle navi per la prima volta da undici anni. L'opposizione ha lamentato che il parlamento non sia stato consultato.",
	"ja": "両国の外相は木曜日、十一年ぶりに古い港を双方の船に開放する協定に署名した。式典のあと、外相らは漁業権をめぐる長い争いが終わったと記者団に語った。野党は議会に相談がなかったと批判している。",
	"ko": "양국 외무장관은 목요일 십일 년 만에 옛 항구를 양국 선박에 개방하는 협정에 서명했다. 장관들은 행사 뒤 기자들에게 어업권을 둘러싼 오랜 다툼이 끝났다고 말했다. 야당은 의회에 묻지 않았다고 비판했다.",
	"pl": "Ministrowie spraw zagranicznych obu krajów podpisali w czwartek porozumienie, które po raz pierwszy od jedenastu lat otwiera stary port dla statków. Opozycja skrytykowała, że parlament nie został zapytany o zdanie.",
	"ru": "Министры иностранных дел двух стран подписали в четверг соглашение, которое впервые за одиннадцать лет открывает старый порт для судов. Оппозиция недовольна тем, что парламент не спросили, и собирается обратиться в суд.",
	"th": "รัฐมนตรีต่างประเทศของทั้งสองประเทศลงนามในข้อตกลงเมื่อวันพฤหัสบดี ซึ่งจะเปิดท่าเรือเก่าให้เรือเข้าเทียบได้เป็นครั้งแรกในรอบสิบเอ็ดปี",
	"tr": "İki ülkenin dışişleri bakanları perşembe günü eski limanı on bir yıl sonra ilk kez gemilere açan bir anlaşma imzaladı. Muhalefet, parlamentoya danışılmadığını söyleyerek anlaşmayı eleştirdi.",
	"uk": "Міністри закордонних справ двох країн підписали в четвер угоду, яка вперше за одинадцять років відкриває старий порт для суден. Опозиція невдоволена тим, що парламент не запитали, і має намір звернутися до суду.",
	"zh": "两国外交部长星期四签署协议，时隔十一年重新向双方船只开放旧港口。部长们在仪式后对记者表示，该协议结束了围绕捕鱼权的长期争端。反对党批评政府没有征求议会的意见。",
}

func TestOf(t *testing.T) {
	for want, text := range texts {
		if got := Of("", text); got != want {
			t.Errorf("%s: taken for %q", want, got)
		}
		if got := Of(want+"-XX", text); got != want {
			t.Errorf("%s, declared: %q", want, got)
		}
	}
	long := func(code string) string { return strings.Repeat(texts[code]+" ", 6) }
	for _, c := range []struct{ declared, text, want string }{
		{"", "", Undetermined},
		{"", "Oslo, Lomé, Accra", Undetermined},
		{"", "Togo 3, Benin 2", Undetermined},
		{"fr", "Togo 3, Benin 2", "fr"},
		{"en_GB", "Togo 3, Benin 2", "en"},
		{"no language", long("de"), "de"},
		{"und", long("de"), "de"},
		{"en", texts["it"], "en"},                    // short: it is believed
		{"en", long("it"), "it"},                     // long, and plainly not
		{"de", long("en"), "en"},                     //
		{"ms", long("en")[:200] + "", "ms"},          //
		{"en", long("en") + texts["fr"], "en"},       // a quotation
		{"en", texts["fr"] + " " + long("en"), "en"}, //
		{"sr", strings.Repeat("Ministri su u četvrtak potpisali sporazum koji otvara staru luku za brodove. ", 9), "sr"}, // Croatian looks the same
	} {
		if got := Of(c.declared, c.text); got != c.want {
			t.Errorf("declared %q, %.40q: %q, want %q", c.declared, c.text, got, c.want)
		}
	}
}

func TestIsRead(t *testing.T) {
	for code, want := range map[string]bool{"en": true, "und": true, "": true, "de": false, "zh": false} {
		if IsRead(code) != want {
			t.Errorf("IsRead(%q) = %v", code, !want)
		}
	}
}
