package neo4j

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"geokg/graph"
	"geokg/graph/neo4j/neo4jtest"
	"geokg/graph/storetest"
)

// The environment by which TestTLS has another process of itself connect.
const (
	tlsAddress  = "GEOKG_TEST_TLS"
	tlsPassword = "GEOKG_TEST_TLS_PASSWORD"
)

// TestTLS writes and reads over TLS with a server whose certificate this machine does not trust: refused, but for the schemes that trust any, and
// taken where the certificate is among those of the system.
func TestTLS(t *testing.T) {
	if address := os.Getenv(tlsAddress); address != "" { // in the other process
		s, err := Open(t.Context(), Options{URI: address, Username: "neo4j", Password: os.Getenv(tlsPassword)})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close(t.Context())
		t.Log(digest(t, s))
		return
	}
	dir := t.TempDir()
	certificate(t, dir)
	srv := neo4jtest.Start(t, neo4jtest.WithSetting("server.bolt.tls_level", "OPTIONAL"), // what starts the server looks whether it is there without
		neo4jtest.WithSetting("dbms.ssl.policy.bolt.enabled", "true"), neo4jtest.WithSetting("dbms.ssl.policy.bolt.base_directory", dir))
	open := func(scheme string) (*Store, error) {
		return Open(t.Context(), Options{URI: strings.Replace(srv.URI, "bolt://", scheme+"://", 1), Username: srv.Username, Password: srv.Password})
	}
	want := ""
	for _, scheme := range []string{"bolt+ssc", "neo4j+ssc"} {
		s, err := open(scheme)
		if err != nil {
			t.Fatalf("%s: %v", scheme, err)
		}
		ensure(t, s)
		write(t, s, storetest.Generate(3, 20))
		want = digest(t, s)
		s.Close(t.Context())
	}
	for _, scheme := range []string{"bolt+s", "neo4j+s"} {
		_, err := open(scheme)
		wantError(t, err, graph.ErrUnavailable, "certificate", "+ssc")

		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTLS$", "-test.v")
		cmd.Env = append(os.Environ(), tlsAddress+"="+strings.Replace(srv.URI, "bolt://", scheme+"://", 1), tlsPassword+"="+srv.Password,
			"SSL_CERT_FILE="+filepath.Join(dir, "public.crt"))
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%s with a certificate that is trusted: %v\n%s", scheme, err, out)
		}
	}
}

// certificate writes a key and a certificate for 127.0.0.1 and localhost that signs itself, under the names that Neo4j looks for.
func certificate(t *testing.T, dir string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, &c, &c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string]*pem.Block{"public.crt": {Type: "CERTIFICATE", Bytes: der}, "private.key": {Type: "PRIVATE KEY", Bytes: pkcs8}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
