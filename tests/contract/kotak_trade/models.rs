//! Every schema. The tests for leaks use this list, too.

models! { kotak_trade;
    UserCredentials, UserDetails, BiometricBody, MpinBody, OneTimeTokenBody, TransactionType,
    OrderValidity, OrderVariety, NewOrder, NewNormalOrder, NewSmOrder, NewSorOrder,
    NewMtfOrder, NewMisOrder, ExistingOrder, ExistingNormalOrder, ExistingSmOrder,
    ExistingSorOrder, ExistingMtfOrder, ExistingMisOrder, Tsloplace, Tslomodify,
    Bracketplace, Bracketmodify, Gtcplace, Gtcmodify, Ctdplace, Ctdmodify, Codplace,
    Codmodify, ReqMargin, OrderInfo, TokenForm, RevokeForm, FaultAnswer, Fault,
    SessionInitAnswer, LoginAnswer, AccessCodeAnswer, Session2faAnswer,
    Session2faBiometricAnswer, Session2faMpinAnswer, Session2faOneTimeTokenAnswer,
    LogoutAnswer, OrderAnswer, PositionsAnswer, PositionsTodayAnswer, PositionsOpenAnswer,
    PositionsStocksAnswer, OrderReportsAnswer, OrderHistoryAnswer, TradeReportAnswer,
    MarginRequiredAnswer, MarginsAnswer, QuoteFullAnswer, QuoteLtpAnswer, QuoteDepthAnswer,
    QuoteOhlcAnswer, SessionInit, HostPort, Encryption, LoginResult, SessionResult,
    ExchangeSegments, ExchangeStatus, ApiToken, ProductMarking, MarginProduct, LogoutResult,
    OrderAck, PositionToday, PositionOpen, PositionStock, OrderReportEntry,
    OrderHistoryEntry, TradeReportEntry, MarginRequiredEntry, MarginSummary, EquityMargin,
    MisMargin, SegmentMargin, MarginBucket, QuoteFull, QuoteLtp, QuoteOhlc, QuoteDepth,
    DepthLadder, DepthLevel, HistoricalAnswer, GatewayToken,
}
