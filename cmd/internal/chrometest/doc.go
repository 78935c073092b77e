// Package chrometest opens pages in a real Chromium for tests:
//
//	p := chrometest.Start(t)
//	p.Do(chromedp.Navigate(url))
//	p.Wait(`document.querySelector("h1")`)
//	p.Screenshot("start") // kept with go test -artifacts
//
// Without Chromium a test is skipped and says which command installs it; with GEOKG_REQUIRE_CHROMIUM=1 it fails.
package chrometest
