package main

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// The operations that this adapter has. `taospec vectors list` shows all that there are,
// `taospec vectors schema OPERATION` what comes in and what must come out, `taospec rules ID` what
// a rule says. Amounts are whole numbers of rao and travel as quoted decimals.
var operations = map[string]func(fork string, given json.RawMessage) (any, error){
	"supply.block_emission": blockEmission,
}

const (
	supply       uint64 = 21_000_000_000_000_000
	fullEmission uint64 = 1_000_000_000
	lastEra             = 30
)

// Rejection says that the chain refuses this input, with a code that its schema names.
type Rejection struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func (r *Rejection) Error() string { return r.Code }

// U64 is an integer that travels as a quoted decimal.
type U64 uint64

func (n U64) MarshalJSON() ([]byte, error) {
	return json.Marshal(strconv.FormatUint(uint64(n), 10))
}

func (n *U64) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return fmt.Errorf("expected a quoted u64: %w", err)
	}
	value, err := strconv.ParseUint(text, 10, 64)
	*n = U64(value)
	return err
}

// blockEmission is SUP-3: a block emits one TAO, halved with each threshold that the issuance has
// reached.
func blockEmission(_ string, given json.RawMessage) (any, error) {
	var asked struct {
		TotalIssuance *U64 `json:"total_issuance"`
	}
	if err := json.Unmarshal(given, &asked); err != nil {
		return nil, err
	}
	if asked.TotalIssuance == nil {
		return nil, fmt.Errorf("total_issuance: is missing")
	}
	era := 0
	for era < lastEra && uint64(*asked.TotalIssuance) >= supply-(supply>>(era+1)) {
		era++
	}
	return map[string]U64{"emission": U64(fullEmission >> era)}, nil
}
