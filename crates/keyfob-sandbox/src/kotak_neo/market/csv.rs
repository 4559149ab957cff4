//! The columns of the vendor's lists. A few are filled, the rest is there and empty.

use crate::clock::unix_seconds;
use crate::exchange::{Instrument, Kind, Rupees, Segment};
use crate::kotak_neo::trading::instrument::kind;

/// The blanks and the stray semicolon are the vendor's.
const COLUMNS: &[&str] = &[
    "pSymbol",
    "pGroup",
    "pExchSeg",
    "pInstType",
    "pSymbolName",
    "pTrdSymbol",
    "pOptionType",
    "pScripRefKey",
    "pISIN",
    "pAssetCode",
    "pSubGroup",
    "pCombinedSymbol",
    "pDesc",
    "pAmcCode",
    "pContractId",
    "dTickSize ",
    "lLotSize",
    "lExpiryDate ",
    "lMultiplier ",
    "lPrecision ",
    "dStrikePrice;",
    "pExchange",
    "pInstName",
    "pExpiryDate",
    "pIssueDate",
    "pMaturityDate",
    "pListingDate",
    "pNoDelStartDate",
    "pNoDelEndDate",
    "pBookClsStartDate",
    "pBookClsEndDate",
    "pRecordDate",
    "pCreditRating",
    "pReAdminDate",
    "pExpulsionDate",
    "pLocalUpdateTime",
    "pDeliveryUnits",
    "pPriceUnits",
    "pLastTradingDate",
    "pTenderPeridEndDate",
    "pTenderPeridStartDate",
    "pSellVarMargin",
    "pBuyVarMargin",
    "pInstrumentInfo",
    "pRemarksText",
    "pSegment",
    "pNav",
    "pNavDate",
    "pMfAmt",
    "pSipSecurity",
    "pFaceValue",
    "pTrdUnits",
    "pExerciseStartDate",
    "pExerciseEndDate",
    "pElmMargin",
    "pVarMargin",
    "pTotProposedLimitValue",
    "pScripBasePrice",
    "pSettlementType",
    "pCurrectionTime",
    "iPermittedToTrade",
    "iBoardLotQty ",
    "iMaxOrderSize ",
    "iLotSize",
    "dOpenInterest ",
    "dHighPriceRange ",
    "dLowPriceRange ",
    "dPriceNum",
    "dGenDen",
    "dGenNum",
    "dPriceQuatation ",
    "dIssuerate ",
    "dPriceDen",
    "dWarningQty ",
    "dIssueCapital ",
    "dExposureMargin ",
    "dMinRedemptionQty ",
    "lFreezeQty",
];

/// What expiries of two segments are short of, in seconds, and clients add.
const EXPIRY_OFFSET: u64 = 315_511_200;

/// The newest of the vendor's clients adds nothing for commodities and the Bombay Stock Exchange. What holds for `nse_com` is not
/// known.
fn expiry_offset(segment: Segment) -> u64 {
    match segment {
        Segment::NseDerivatives | Segment::Currencies => EXPIRY_OFFSET,
        _ => 0,
    }
}

pub(super) fn table<'a>(instruments: impl Iterator<Item = &'a Instrument>) -> String {
    let mut lines = vec![COLUMNS.join(",")];
    lines.extend(instruments.map(line));
    lines.join("\n") + "\n"
}

fn line(instrument: &Instrument) -> String {
    let cells: Vec<_> = COLUMNS
        .iter()
        .map(|column| cell(instrument, column))
        .collect();
    cells.join(",")
}

fn cell(instrument: &Instrument, column: &str) -> String {
    match column.trim() {
        "pSymbol" => instrument.token.to_string(),
        "pExchSeg" => instrument.segment.code().into(),
        "pSymbolName" | "pDesc" => instrument.name.clone(),
        "pTrdSymbol" => instrument.trading_symbol.clone(),
        "pScripRefKey" => format!("{}{}", instrument.name, instrument.token),
        "pGroup" if !instrument.is_derivative() => "EQ".into(),
        "pInstType" => match instrument.kind {
            Kind::Share => String::new(),
            Kind::Future { .. } | Kind::Option { .. } => kind(instrument).into(),
        },
        "pOptionType" => instrument.right().unwrap_or("XX").into(),
        "dTickSize" => "5".into(),
        "lLotSize" | "iLotSize" | "iBoardLotQty" => instrument.lot.to_string(),
        "lMultiplier" | "dPriceNum" | "dPriceDen" | "dGenNum" | "dGenDen" | "iPermittedToTrade" => {
            "1".into()
        }
        "lPrecision" => "2".into(),
        // Hundredths, and -1 without one.
        "dStrikePrice;" => match instrument.kind {
            Kind::Option { strike, .. } => strike.in_paise().to_string(),
            _ => "-1".into(),
        },
        "pExchange" => instrument.segment.exchange().into(),
        "pSegment" => match instrument.segment {
            Segment::NseCash | Segment::BseCash => "CM",
            Segment::NseDerivatives | Segment::BseDerivatives => "FO",
            Segment::Currencies => "CD",
            Segment::Commodities | Segment::NseCommodities => "COM",
        }
        .into(),
        "lExpiryDate" | "pExpiryDate" | "pMaturityDate" => {
            let seconds = instrument.expiry().map(unix_seconds);
            let short =
                seconds.map(|seconds| seconds.saturating_sub(expiry_offset(instrument.segment)));
            short.map_or_else(|| "-1".into(), |seconds| seconds.to_string())
        }
        // In rupees here, and in hundredths in the two others.
        "pCreditRating" => format!("{}-{}", instrument.band.0.text(), instrument.band.1.text()),
        "dHighPriceRange" => instrument.band.1.in_paise().to_string(),
        "dLowPriceRange" => instrument.band.0.in_paise().to_string(),
        _ => String::new(),
    }
}
