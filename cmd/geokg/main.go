// Command geokg builds a geopolitical knowledge graph from news articles, offline. See `geokg --help`.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"geokg/cmd/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)   // the first Ctrl-C lets the work in hand finish, a second one ends the program
	signal.Ignore(syscall.SIGPIPE) // a reader that has enough is a failed write, so that stores are closed first
	os.Exit(cli.Execute(ctx, cli.System(), os.Args[1:]))
}
