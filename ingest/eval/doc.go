// Package eval scores extracted claims against gold: claims that people have found in articles, and records of political events.
//
//	gold, err := eval.ReadGold("gold/dev/claims")
//	report := eval.Score(gold, predicted) // predicted: claims by article id
//	fmt.Println(report.Claims.F(), report.Reliability())
//
// What counts as the same claim is what ../shared/gold/score_claims.py and score_plover.py define; a test holds the figures equal. Beside them a
// report has a reliability table and the Brier score of the claims' confidence, and every error with its sentence.
//
// The package knows nothing of how claims are made.
package eval
