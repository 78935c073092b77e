package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	shared := flag.String("shared", "../shared", "folder with data/gazetteers")
	out := flag.String("out", "ingest/gazetteer/data", "the gazetteer's data folder")
	flag.Parse()
	if err := run(*shared, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(shared, out string) error {
	src, err := readSources(filepath.Join(shared, "data"), out)
	if err != nil {
		return err
	}
	for _, f := range derived(src) {
		if err := os.WriteFile(filepath.Join(out, "derived", f.name), f.text, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s: %d bytes\n", f.name, len(f.text))
	}
	return nil
}
