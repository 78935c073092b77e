//go:build race

package biaffine

// raceDetector makes tests read less: the kernels in Go are slow under it.
const raceDetector = true
