//! The adapter: what taospec talks to. The rules are in operations.rs; this file can stay as it is.
//!
//! A message is one line of JSON-RPC on standard input, and so is each answer on standard output.
//! Everything else that the program says goes to standard error.

mod operations;

use operations::{operation, Refusal, OPERATIONS};
use serde_json::{json, Value};
use std::io::{self, BufRead, Write};
use std::panic;

const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;
const INTERNAL_ERROR: i32 = -32603;
const FORKS: [&str; 1] = ["dereg"];

type Reply = Result<Value, (i32, String)>;

fn initialize(params: &Value) -> Reply {
    if params["protocol"] != 1 {
        return Err((INVALID_PARAMS, "only protocol 1 is spoken here".into()));
    }
    Ok(json!({
        "protocol": 1,
        "adapter": {"name": "ADAPTER_NAME", "version": "0.1.0", "language": "Rust"},
        "forks": FORKS,
        "operations": OPERATIONS,
        "numeric": "exact",
    }))
}

/// One question: an answer, a rejection of the chain, or "unsupported" (-32601).
fn execute(params: &Value) -> Reply {
    let fork = params["fork"].as_str().unwrap_or_default();
    let name = params["operation"].as_str().unwrap_or_default();
    let run = match operation(name) {
        Some(run) if FORKS.contains(&fork) => run,
        _ => return Err((METHOD_NOT_FOUND, format!("{name} is not here in {fork}"))),
    };
    // A panic of ours is one answer, and not the end of the run.
    let outcome = panic::catch_unwind(|| run(fork, &params["given"]))
        .map_err(|_| (INTERNAL_ERROR, format!("{name} panicked")))?;
    match outcome {
        Ok(answer) => Ok(json!({ "ok": answer })),
        Err(Refusal::Rejected { code, detail }) => {
            Ok(json!({"reject": {"code": code, "detail": detail}}))
        }
        Err(Refusal::Malformed(reason)) => Err((INVALID_PARAMS, reason)),
    }
}

fn reply(message: &Value) -> Value {
    let params = &message["params"];
    let outcome = match message["method"].as_str().unwrap_or_default() {
        "initialize" => initialize(params),
        "execute" => execute(params),
        "shutdown" => Ok(Value::Null),
        other => Err((METHOD_NOT_FOUND, format!("no method {other}"))),
    };
    let id = &message["id"];
    match outcome {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err((code, text)) => {
            json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": text}})
        }
    }
}

fn main() -> io::Result<()> {
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let message: Value = serde_json::from_str(&line?)?;
        writeln!(output, "{}", reply(&message))?;
        output.flush()?;
        if message["method"] == "shutdown" {
            break;
        }
    }
    Ok(())
}
