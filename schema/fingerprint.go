package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
)

// Fingerprint identifies a step of the extractor: a hash of the version of its code and of all its knowledge files. A
// claim is read again when the fingerprint of what read it has changed. It panics if the files, which are embedded in the
// program, cannot be read.
func Fingerprint(version string, files fs.FS) string {
	h := sha256.New()
	write := func(s string) {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	write(version)
	err := fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, p)
		write(p)
		write(string(b))
		return err
	})
	if err != nil {
		panic("geokg/schema: embedded files: " + err.Error())
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
