//! The operations that this adapter has. `taospec vectors list` shows all that there are,
//! `taospec vectors schema OPERATION` what comes in and what must come out, `taospec rules ID` what
//! a rule says. Amounts are whole numbers of rao and travel as quoted decimals.

use serde_json::{json, Value};

pub type Operation = fn(fork: &str, given: &Value) -> Result<Value, Refusal>;

pub const OPERATIONS: [&str; 1] = ["supply.block_emission"];

const SUPPLY: u64 = 21_000_000_000_000_000;
const FULL_EMISSION: u64 = 1_000_000_000;
const LAST_ERA: u32 = 30;

/// Why there is no answer.
pub enum Refusal {
    /// The chain refuses this input, with a code that its schema names.
    #[allow(dead_code)] // the first operation refuses nothing; others do
    Rejected { code: String, detail: String },
    /// What came in is no input of the operation.
    Malformed(String),
}

pub fn operation(name: &str) -> Option<Operation> {
    match name {
        "supply.block_emission" => Some(block_emission),
        _ => None,
    }
}

fn u64_of(given: &Value, name: &str) -> Result<u64, Refusal> {
    given[name]
        .as_str()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Refusal::Malformed(format!("{name}: expected a quoted u64")))
}

/// SUP-3: a block emits one TAO, halved with each threshold that the issuance has reached.
fn block_emission(_fork: &str, given: &Value) -> Result<Value, Refusal> {
    let issuance = u64_of(given, "total_issuance")?;
    let mut era = 0;
    while era < LAST_ERA && issuance >= SUPPLY - (SUPPLY >> (era + 1)) {
        era += 1;
    }
    Ok(json!({"emission": (FULL_EMISSION >> era).to_string()}))
}

/// Tests of your own; taospec brings its vectors besides.
#[cfg(test)]
mod tests {
    use super::*;

    fn emission(issuance: &str) -> Option<Value> {
        block_emission("dereg", &json!({ "total_issuance": issuance })).ok()
    }

    #[test]
    fn emission_halves_at_the_threshold() {
        let halved = json!({"emission": "500000000"});
        assert_eq!(emission("10500000000000000"), Some(halved));
        let full = json!({"emission": "1000000000"});
        assert_eq!(emission("10499999999999999"), Some(full));
    }
}
