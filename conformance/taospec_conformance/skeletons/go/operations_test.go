package main

import (
	"encoding/json"
	"testing"
)

// Tests of your own; taospec brings its vectors besides.
func TestEmissionHalvesAtTheThreshold(t *testing.T) {
	for given, want := range map[string]string{
		`{"total_issuance":"10500000000000000"}`: `{"emission":"500000000"}`,
		`{"total_issuance":"10499999999999999"}`: `{"emission":"1000000000"}`,
	} {
		answer, err := blockEmission("dereg", json.RawMessage(given))
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := json.Marshal(answer); string(got) != want {
			t.Errorf("%s: got %s, want %s", given, got, want)
		}
	}
}
