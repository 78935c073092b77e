package biaffine

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// ErrFormat says that the bytes are no model file that this version of the package can run.
var ErrFormat = errors.New("not a usable model file")

// A model file is, in this order:
//
//	8 bytes  magic
//	4 bytes  format version, little endian
//	gzip     of: 4 bytes length of the header, the header (JSON), the tensors in the order in which the header lists them
//
// A tensor of encoding "float32" is its values, little endian. One of encoding "int8" is one float32 scale for each row
// (all dimensions but the last are rows), then one signed byte for each value: value = byte × scale of its row.
const (
	magic         = "GEOKGDEP"
	formatVersion = 1
	architecture  = "bilstm2-biaffine"
	maxHeader     = 16 << 20
	maxTensor     = 64 << 20 // values
)

// Header describes a model: how it was made, its sizes and its vocabularies.
type Header struct {
	Architecture string             `json:"architecture"`
	Licence      string             `json:"licence"`
	Data         []string           `json:"data"`    // what it was trained on
	Options      map[string]any     `json:"options"` // of the training run
	Scores       map[string]float64 `json:"scores"`  // measured by the trainer
	Features     []string           `json:"features"`
	Vocabulary   [][]string         `json:"vocabulary"` // for each feature its values; value i has row i+2 of the embedding
	Tags         []string           `json:"tags"`       // "UPOS|XPOS"
	Relations    []string           `json:"relations"`
	Tensors      []tensorInfo       `json:"tensors"`
}

type tensorInfo struct {
	Name     string `json:"name"`
	Shape    []int  `json:"shape"`
	Encoding string `json:"encoding"`
}

type tensor struct {
	shape []int
	data  []float32
}

// decode splits a model file into its header and its tensors by name.
func decode(file []byte) (*Header, map[string]tensor, error) {
	if len(file) < len(magic)+4 || string(file[:len(magic)]) != magic {
		return nil, nil, fmt.Errorf("%w: it does not begin with %q", ErrFormat, magic)
	}
	if v := binary.LittleEndian.Uint32(file[len(magic):]); v != formatVersion {
		return nil, nil, fmt.Errorf("%w: format version %d, want %d: train or convert the model again", ErrFormat, v, formatVersion)
	}
	z, err := gzip.NewReader(bytes.NewReader(file[len(magic)+4:]))
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	h, err := readHeader(z)
	if err != nil {
		return nil, nil, err
	}
	tensors := make(map[string]tensor, len(h.Tensors))
	for _, info := range h.Tensors {
		t, err := readTensor(z, info)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: tensor %s: %w", ErrFormat, info.Name, err)
		}
		tensors[info.Name] = t
	}
	// Reading to the end makes gzip check its checksum.
	if n, err := io.Copy(io.Discard, z); err != nil || n > 0 {
		return nil, nil, fmt.Errorf("%w: %d bytes after the last tensor, %w", ErrFormat, n, errors.Join(err))
	}
	return h, tensors, nil
}

func readHeader(r io.Reader) (*Header, error) {
	var n uint32
	if err := binary.Read(r, binary.LittleEndian, &n); err != nil {
		return nil, fmt.Errorf("%w: header length: %w", ErrFormat, err)
	}
	if n > maxHeader {
		return nil, fmt.Errorf("%w: a header of %d bytes", ErrFormat, n)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrFormat, err)
	}
	var h Header
	if err := json.Unmarshal(b, &h); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrFormat, err)
	}
	if h.Architecture != architecture {
		return nil, fmt.Errorf("%w: architecture %q, want %q", ErrFormat, h.Architecture, architecture)
	}
	return &h, nil
}

func readTensor(r io.Reader, info tensorInfo) (tensor, error) {
	if len(info.Shape) == 0 {
		return tensor{}, errors.New("no shape")
	}
	size := 1
	for _, n := range info.Shape {
		if n <= 0 || size > maxTensor/n {
			return tensor{}, fmt.Errorf("shape %v", info.Shape)
		}
		size *= n
	}
	t := tensor{shape: info.Shape, data: make([]float32, size)}
	switch info.Encoding {
	case "float32":
		return t, readFloats(r, t.data)
	case "int8":
		return t, readRows(r, t.data, info.Shape[len(info.Shape)-1])
	}
	return tensor{}, fmt.Errorf("encoding %q", info.Encoding)
}

func readFloats(r io.Reader, dst []float32) error {
	b := make([]byte, 4*len(dst))
	if _, err := io.ReadFull(r, b); err != nil {
		return err
	}
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return nil
}

// readRows reads rows of cols signed bytes, each with its own scale.
func readRows(r io.Reader, dst []float32, cols int) error {
	scales := make([]float32, len(dst)/cols)
	if err := readFloats(r, scales); err != nil {
		return err
	}
	b := make([]byte, len(dst))
	if _, err := io.ReadFull(r, b); err != nil {
		return err
	}
	for i, s := range scales {
		row := dst[i*cols : (i+1)*cols]
		for j, q := range b[i*cols : (i+1)*cols] {
			row[j] = float32(int8(q)) * s
		}
	}
	return nil
}
