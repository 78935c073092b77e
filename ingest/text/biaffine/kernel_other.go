//go:build !amd64

package biaffine

func haveKernels() bool { return false }

func multiply(dst *float32, dstStride int, x *int16, xStride int, weight *int16, pairs, blocks int, scale, bias *float32) {
	panic("biaffine: no kernels for this machine")
}

func cell(z, gates, c *float32, h *int16, n int) { panic("biaffine: no kernels for this machine") }

func quantizeKernel(dst *int16, x *float32, n int, one, limit float32) {
	panic("biaffine: no kernels for this machine")
}

func activateKernel(x *float32, n int) { panic("biaffine: no kernels for this machine") }
