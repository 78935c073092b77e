package webpage

import (
	"errors"
	"strings"
	"testing"
)

func TestRefused(t *testing.T) {
	const teaser = `<p>Togo and Benin opened the port of Lome to each other's ships on Monday, after two years of talks that had been stalled by a quarrel over fees.</p>`
	body := strings.Repeat("<p>The harbour of Porto Novo was closed for a day while the ministers met, and the ships waited outside.</p>", 12)
	for _, c := range []struct{ html, want string }{
		{teaser + `<div class=paywall><p>Subscribe to continue reading.</p></div>`, "paywall"},
		{teaser + `<p>You’ve reached your limit of free articles.</p>`, "paywall"},
		{teaser + `<div>This article is for subscribers only.</div>`, "paywall"},
		{teaser + `<div>Already a subscriber? Log in</div>`, "paywall"},
		{teaser + `<p>Jetzt weiterlesen mit dem Abo</p>`, "paywall"},
		{`<h1>Before you continue to Gulf Paper</h1><p>We use cookies and data to deliver our services, to measure how they are used and to keep them safe from abuse. Choose what you agree to.</p>`, "consent"},
		{`<p>We and our 812 partners store and access personal data on your device.</p><button>Accept</button>`, "consent"},
		{`<h1>Please verify you are a human</h1>`, "robot"},
		{`<p>Checking your browser before accessing gulfpaper.example.</p>`, "robot"},
		// Articles that are there, whatever stands around them or what they are about.
		{teaser + body + `<div>Subscribe to continue reading our newsletters.</div>`, ""},
		{teaser + `<p>The paper's readers have to subscribe, the minister said, and called that a shame.</p>`, ""},
		{teaser + `<p>Access to the harbour is open to all members of the union.</p>`, ""},
		{teaser + `<a href=/subscribe>Subscribe</a><p>Cookie settings</p>`, ""},
	} {
		_, err := Extract([]byte("<html><head><title>The port</title></head><body>"+c.html), Options{URL: "https://a.example/x"})
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%.120s: %v", c.html, err)
		case c.want != "" && (!errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%.120s: %v, want a %s", c.html, err, c.want)
		}
	}
	if _, err := loadRefusals("wall x"); err == nil || !strings.Contains(err.Error(), "refusals.txt:1") {
		t.Errorf("an unknown kind: %v", err)
	}
}

// TestManyCharsets reads a text of our own in encodings of several bytes and of one, declared in the page, in the header, or not at all.
func TestManyCharsets(t *testing.T) {
	for _, c := range []struct{ charset, text string }{
		{"shift_jis", "両国の外相は木曜日、古い港を双方の船に開放する協定に署名した。式典のあと、外相らは長い争いが終わったと記者団に語った。"},
		{"euc-jp", "両国の外相は木曜日、古い港を双方の船に開放する協定に署名した。式典のあと、外相らは長い争いが終わったと記者団に語った。"},
		{"iso-2022-jp", "両国の外相は木曜日、古い港を双方の船に開放する協定に署名した。式典のあと、外相らは長い争いが終わったと記者団に語った。"},
		{"euc-kr", "양국 외무장관은 목요일 옛 항구를 양국 선박에 개방하는 협정에 서명했다. 장관들은 행사 뒤 기자들에게 오랜 다툼이 끝났다고 말했다."},
		{"gb18030", "两国外交部长星期四签署协议，重新向双方船只开放旧港口。部长们在仪式后对记者表示，该协议结束了长期争端。"},
		{"big5", "兩國外交部長星期四簽署協議，重新向雙方船隻開放舊港口。部長們在儀式後對記者表示，該協議結束了長期爭端。"},
		{"koi8-r", "Министры иностранных дел двух стран подписали в четверг соглашение, которое открывает старый порт для судов."},
		{"windows-1251", "Министры иностранных дел двух стран подписали в четверг соглашение, которое открывает старый порт для судов."},
		{"windows-1256", "وقعت حكومتا البلدين يوم الخميس اتفاقا يفتح الميناء القديم أمام السفن التجارية."},
		{"iso-8859-2", "Ministrowie spraw zagranicznych podpisali w czwartek porozumienie, które otwiera stary port dla statków."},
		{"windows-1254", "İki ülkenin dışişleri bakanları perşembe günü eski limanı gemilere açan bir anlaşma imzaladı."},
	} {
		text := strings.TrimSpace(strings.Repeat(c.text+" ", 4))
		enc, _ := lookupCharset(c.charset)
		if enc == nil {
			t.Fatalf("%s is not known", c.charset)
		}
		page := func(head string) []byte {
			b, err := enc.NewEncoder().Bytes([]byte("<html><head>" + head + "</head><body><article><p>" + text + "</p></article>"))
			if err != nil {
				t.Fatalf("%s: %v", c.charset, err)
			}
			return b
		}
		for _, o := range []struct {
			head string
			opts Options
		}{
			{"<meta charset=" + c.charset + ">", Options{}},
			{`<meta http-equiv="Content-Type" content="text/html; charset=` + c.charset + `">`, Options{}},
			{"", Options{ContentType: "text/html; charset=" + strings.ToUpper(c.charset)}},
		} {
			a, err := Extract(page(o.head), o.opts)
			if err != nil || a.Text != text || len(a.Remarks) > 0 {
				t.Errorf("%s, %q, %q: %.60q, %v, %v", c.charset, o.head, o.opts.ContentType, a.Text, a.Remarks, err)
			}
		}
	}
}
