package text

import "regexp"

// syllable matches one syllable of a Korean or Chinese given name in the usual romanizations, so that "Jong-un",
// "Moo-hyun" and "Ing-wen" stay one token, as in UD_English-GUM.
var syllable = regexp.MustCompile(`^(?i)(?:[bcdfghjklmnprstwxyz]|ch|kw|ky|hy|hw|my|ny|py|sh|ss|ts|tt|kk|gy|by|jh|zh)?` +
	`(?:a|ae|ai|ao|e|ee|ei|eo|eou|eu|i|ia|ie|iao|io|iu|o|oe|oi|oo|ou|u|ua|ue|ui|uo|wa|wi|wo|ya|ye|yeo|yo|yoo|you|yu)` +
	`(?:k|l|m|n|ng|p|h)?$`)

func isSyllable(s string) bool { return len(s) <= 6 && syllable.MatchString(s) }
