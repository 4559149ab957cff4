//! Every schema. The tests for leaks use this list, too.

use keyfob_contract_suite::models;

models! { kotak_trade;
    LoginRequest, AccessCodeRequest, BiometricRequest, MpinRequest, OneTimeTokenRequest,
    Side, Validity, Variety, PlaceOrderRequest, PlaceNormalOrderRequest,
    PlaceSuperMultipleOrderRequest, PlaceSmartRoutedOrderRequest,
    PlaceMarginTradingOrderRequest, PlaceIntradayOrderRequest, ModifyOrderRequest,
    ModifyNormalOrderRequest, ModifySuperMultipleOrderRequest,
    ModifySmartRoutedOrderRequest, ModifyMarginTradingOrderRequest,
    ModifyIntradayOrderRequest, TrailingStop, TrailingStopChange, Bracket, BracketChange,
    GoodTillCancelled, GoodTillCancelledChange, DeliveryConversion,
    DeliveryConversionChange, CallOfTheDay, CallOfTheDayChange, RequiredMarginRequest,
    MarginOrder, TokenRequest, RevokeTokenRequest, FaultAnswer, Fault, SessionInitAnswer,
    LoginAnswer, AccessCodeAnswer, SecondFactorAnswer, BiometricAnswer, MpinAnswer,
    OneTimeTokenAnswer, LogoutAnswer, OrderAnswer, PositionsAnswer, PositionsTodayAnswer,
    PositionsOpenAnswer, PositionsStocksAnswer, OrderBookAnswer, OrderHistoryAnswer,
    TradeBookAnswer, RequiredMarginAnswer, MarginsAnswer, FullQuoteAnswer, LastPriceAnswer,
    MarketDepthAnswer, OhlcAnswer, SessionInit, HostPort, Encryption, LoginResult,
    SessionResult, ExchangeSegments, ExchangeStatus, ApiToken, ProductMarking,
    MarginProduct, LogoutResult, OrderAcknowledgement, PositionToday, PositionOpen,
    PositionStock, OrderBookEntry, OrderHistoryEntry, TradeBookEntry, RequiredMargin,
    MarginSummary, EquityMargin, IntradayMargin, SegmentMargin, MarginBucket, FullQuote,
    LastPriceQuote, OhlcQuote, MarketDepth, DepthLadder, DepthLevel, HistoricalAnswer,
    GatewayToken, Product, YesNo, OrderStatus, OptionType, Exchange, AccessStatus,
    UserStatus, UserType, PasswordEncryption,
}
