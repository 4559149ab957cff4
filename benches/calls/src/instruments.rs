//! A list of instruments, as the vendor writes it.

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;

use keyfob::kotak_neo::instruments::{Instruments, Segment};

use crate::by_hand::Index;
use crate::{Outcome, Side};

const HEADER: &str = "pSymbol,pGroup,pExchSeg,pInstType,pSymbolName,pTrdSymbol,pOptionType,pISIN,pDesc,dTickSize ,lLotSize,\
    lExpiryDate ,lMultiplier ,lPrecision,dStrikePrice;,pExpiryDate,pFaceValue,lFreezeQty";

/// 2:30 p.m. on 22 September 2026, counted from 1980.
const EXPIRY: i64 = 1_474_554_600;

/// Writes options of underlyings that have 400 each.
pub fn write(file: &Path, instruments: u32) -> Outcome {
    let mut file = BufWriter::new(File::create(file)?);
    writeln!(file, "{HEADER}")?;
    for token in 0..instruments {
        let strike = (1 + token / 2 % 200) * 5000;
        let right = if token % 2 == 0 { "CE" } else { "PE" };
        let name = format!("UNDER{}", token / 400);
        let symbol = format!("{name}26SEP{}{right}", strike / 100);
        writeln!(
            file,
            "{token},XX,nse_fo,OPTIDX,{name},{symbol},{right},,{name} 22SEP26 {right},5,65,{EXPIRY},-1,2,{strike},{EXPIRY},,1801"
        )?;
    }
    Ok(file.flush()?)
}

/// Reads it; prints how many instruments the index has, and how many bytes the file.
pub fn index(side: Side, file: &Path) -> Outcome {
    let csv = fs::read(file)?;
    let rows = match side {
        Side::Facade => {
            let index = black_box(Instruments::parse(Segment::NseDerivatives, &csv)?);
            index.all().len()
        }
        Side::ByHand => black_box(Index::of(&csv)?).rows,
    };
    println!("{rows} {}", csv.len());
    Ok(())
}
