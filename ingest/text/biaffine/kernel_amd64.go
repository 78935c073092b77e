package biaffine

import "golang.org/x/sys/cpu"

func haveKernels() bool { return cpu.X86.HasAVX2 }

// multiply sets four rows of dst, dstStride apart, to the map of four rows of x. pairs is half the inputs, blocks the
// number of lanes of columns.
//
//go:noescape
func multiply(dst *float32, dstStride int, x *int16, xStride int, weight *int16, pairs, blocks int, scale, bias *float32)

// cell is lstmCell for n units, a multiple of 8.
//
//go:noescape
func cell(z, gates, c *float32, h *int16, n int)

// quantizeKernel is quantize for n numbers, a multiple of 8.
//
//go:noescape
func quantizeKernel(dst *int16, x *float32, n int, one, limit float32)

// activateKernel is activate for n numbers, a multiple of 8.
//
//go:noescape
func activateKernel(x *float32, n int)
