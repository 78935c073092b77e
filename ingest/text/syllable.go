package text

import "regexp"

// syllable matches one syllable of a Korean or Chinese given name in the usual romanizations, so that "Jong-un",
// "Moo-hyun" and "Ing-wen" stay one token, as in UD_English-GUM.
var syllable = regexp.MustCompile(`^(?i)(?:[bcdfghjklmnprstwxyz]|ch|kw|ky|hy|hw|my|ny|py|sh|ss|ts|tt|kk|gy|by|jh|zh)?` +
	`(?:a|ae|ai|ao|e|ee|ei|eo|eou|eu|i|ia|ie|iao|io|iu|o|oe|oi|oo|ou|u|ua|ue|ui|uo|wa|wi|wo|ya|ye|yeo|yo|yoo|you|yu)` +
	`(?:k|l|m|n|ng|p|h)?$`)

// isGivenName reports whether the parts around a hyphen are a given name of two syllables. Arabic articles ("Al-Bab") are
// not taken for one.
func isGivenName(first, second string) bool {
	if len(first) > 6 || len(second) > 6 || first[0] < 'A' || first[0] > 'Z' || first == "Al" || first == "El" {
		return false
	}
	return syllable.MatchString(first) && syllable.MatchString(second)
}
