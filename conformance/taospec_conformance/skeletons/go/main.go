// The adapter: what taospec talks to. The rules are in operations.go; this file can stay as it is.
//
// A message is one line of JSON-RPC on standard input, and so is each answer on standard output.
// Everything else that the program says goes to standard error.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"runtime/debug"
	"slices"
	"sort"
)

const (
	methodNotFound = -32601
	invalidParams  = -32602
	internalError  = -32603
)

var forks = []string{"dereg"}

type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

type rpcError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (e *rpcError) Error() string { return e.Message }

func initialize(params json.RawMessage) (any, error) {
	var hello struct {
		Protocol int `json:"protocol"`
	}
	if err := json.Unmarshal(params, &hello); err != nil || hello.Protocol != 1 {
		return nil, &rpcError{invalidParams, "only protocol 1 is spoken here"}
	}
	names := make([]string, 0, len(operations))
	for name := range operations {
		names = append(names, name)
	}
	sort.Strings(names)
	return map[string]any{
		"protocol":   1,
		"adapter":    map[string]string{"name": "ADAPTER_NAME", "version": "0.1.0", "language": "Go"},
		"forks":      forks,
		"operations": names,
		"numeric":    "exact",
	}, nil
}

// execute answers one question: with an answer, a rejection of the chain, or "unsupported" (-32601).
func execute(params json.RawMessage) (any, error) {
	var question struct {
		Fork      string          `json:"fork"`
		Operation string          `json:"operation"`
		Given     json.RawMessage `json:"given"`
	}
	if err := json.Unmarshal(params, &question); err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	run, here := operations[question.Operation]
	if !here || !slices.Contains(forks, question.Fork) {
		text := fmt.Sprintf("%s is not here in %s", question.Operation, question.Fork)
		return nil, &rpcError{methodNotFound, text}
	}
	answer, err := run(question.Fork, question.Given)
	var rejection *Rejection
	if errors.As(err, &rejection) {
		return map[string]any{"reject": rejection}, nil
	}
	if err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	return map[string]any{"ok": answer}, nil
}

func dispatch(asked message) (result any, err error) {
	defer func() { // a panic of ours is one answer, and not the end of the run
		if cause := recover(); cause != nil {
			log.Printf("%v\n%s", cause, debug.Stack())
			err = &rpcError{internalError, fmt.Sprint(cause)}
		}
	}()
	switch asked.Method {
	case "initialize":
		return initialize(asked.Params)
	case "execute":
		return execute(asked.Params)
	case "shutdown":
		return nil, nil
	}
	return nil, &rpcError{methodNotFound, "no method " + asked.Method}
}

func serve(input io.Reader, output io.Writer) error {
	lines, answers := bufio.NewReader(input), json.NewEncoder(output)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		var asked message
		if err := json.Unmarshal(line, &asked); err != nil {
			return err
		}
		reply := map[string]any{"jsonrpc": "2.0", "id": asked.ID}
		result, err := dispatch(asked)
		var failure *rpcError
		if errors.As(err, &failure) {
			reply["error"] = failure
		} else {
			reply["result"] = result
		}
		if err := answers.Encode(reply); err != nil {
			return err
		}
		if asked.Method == "shutdown" {
			return nil
		}
	}
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}
