//go:build !race

package biaffine

const raceDetector = false
