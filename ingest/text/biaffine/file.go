package biaffine

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"strings"
)

// ErrFormat says that the bytes are no model file that this version of the package can run.
var ErrFormat = errors.New("not a usable model file")

// A model file is, in this order:
//
//	8 bytes  magic
//	4 bytes  format version, little endian as all numbers here
//	4 bytes  length of the header
//	         the header, JSON
//	         the tensors one after the other, in the order and of the sizes that the header says
//	4 bytes  CRC-32 (IEEE) of all before
//
// A tensor's encoding is one of
//
//	float32  its values
//	int8     signed bytes
//	rows     one float32 for each row (all dimensions but the last are rows), then signed bytes: value = byte × float of its row
//	columns  one float32 for each column (the last dimension), then signed bytes: value = byte × float of its column
//	strings  as many strings as its one dimension says, each closed by a line feed
const (
	magic         = "GEOKGDEP"
	formatVersion = 2
	architecture  = "bilstm2-biaffine-names"
	maxTensor     = 64 << 20 // values
)

// Header describes a model: how it was made, its sizes and its classes.
type Header struct {
	Architecture string             `json:"architecture"`
	Licence      string             `json:"licence"`
	Data         []string           `json:"data"`    // what it was trained on
	Options      map[string]any     `json:"options"` // of the training run
	Scores       map[string]float64 `json:"scores"`  // measured by the trainer
	Features     []string           `json:"features"`
	Tags         []string           `json:"tags"` // "UPOS|XPOS|features"
	Relations    []string           `json:"relations"`
	Names        []string           `json:"names"` // "O", "B-person", "I-person", …
	Tensors      []tensorInfo       `json:"tensors"`
}

type tensorInfo struct {
	Name     string `json:"name"`
	Shape    []int  `json:"shape"`
	Encoding string `json:"encoding"`
	Bytes    int    `json:"bytes"` // that it takes in the file
}

// A tensor's parts are what its encoding has: floats are values or scales, bytes the signed bytes or the strings. Bytes
// lie in the file itself.
type tensor struct {
	tensorInfo
	floats []float32
	bytes  []byte
}

// decode splits a model file into its header and its tensors by name.
func decode(file []byte) (*Header, map[string]tensor, error) {
	bad := func(format string, args ...any) (*Header, map[string]tensor, error) {
		return nil, nil, fmt.Errorf("%w: "+format, append([]any{ErrFormat}, args...)...)
	}
	const start = len(magic) + 8
	if len(file) < start+4 || string(file[:len(magic)]) != magic {
		return bad("it does not begin with %q", magic)
	}
	if v := binary.LittleEndian.Uint32(file[len(magic):]); v != formatVersion {
		return bad("format version %d, want %d: train the model again", v, formatVersion)
	}
	body, sum := file[:len(file)-4], binary.LittleEndian.Uint32(file[len(file)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return bad("its checksum is wrong: it is damaged or cut short")
	}
	n := int(binary.LittleEndian.Uint32(file[len(magic)+4:]))
	if n > len(body)-start {
		return bad("a header of %d bytes", n)
	}
	var h Header
	if err := json.Unmarshal(body[start:start+n], &h); err != nil {
		return bad("header: %w", err)
	}
	if h.Architecture != architecture {
		return bad("architecture %q, want %q", h.Architecture, architecture)
	}
	tensors := make(map[string]tensor, len(h.Tensors))
	rest := body[start+n:]
	for _, info := range h.Tensors {
		if info.Bytes < 0 || info.Bytes > len(rest) {
			return bad("tensor %s: %d bytes of the %d that are left", info.Name, info.Bytes, len(rest))
		}
		t, err := readTensor(info, rest[:info.Bytes])
		if err != nil {
			return bad("tensor %s: %w", info.Name, err)
		}
		tensors[info.Name], rest = t, rest[info.Bytes:]
	}
	if len(rest) > 0 {
		return bad("%d bytes after the last tensor", len(rest))
	}
	return &h, tensors, nil
}

func readTensor(info tensorInfo, b []byte) (tensor, error) {
	t := tensor{tensorInfo: info}
	if len(info.Shape) == 0 {
		return t, errors.New("no shape")
	}
	size := 1
	for _, n := range info.Shape {
		if n <= 0 || size > maxTensor/n {
			return t, fmt.Errorf("shape %v", info.Shape)
		}
		size *= n
	}
	last := info.Shape[len(info.Shape)-1]
	floats, bytes := 0, size
	switch info.Encoding {
	case "float32":
		floats, bytes = size, 0
	case "int8":
	case "rows":
		floats = size / last
	case "columns":
		floats = last
	case "strings":
		bytes = len(b)
	default:
		return t, fmt.Errorf("encoding %q", info.Encoding)
	}
	if len(b) != 4*floats+bytes {
		return t, fmt.Errorf("%d bytes, want %d", len(b), 4*floats+bytes)
	}
	t.floats = make([]float32, floats)
	for i := range t.floats {
		t.floats[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	t.bytes = b[4*floats:]
	return t, nil
}

// strings returns the strings of a tensor of strings.
func (t *tensor) strings() ([]string, error) {
	s := strings.Split(string(t.bytes), "\n")
	if len(t.Shape) != 1 || len(s) != t.Shape[0]+1 || s[len(s)-1] != "" {
		return nil, fmt.Errorf("tensor %s: %d strings, want %v", t.Name, len(s)-1, t.Shape)
	}
	return s[:len(s)-1], nil
}
