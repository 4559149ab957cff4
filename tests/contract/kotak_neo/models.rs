//! Every schema. The tests for leaks use this list, too.

models! { kotak_neo;
    OAuthTokenRequest, LoginRequest, GenerateOtpRequest, SecondFactorRequest,
    TotpLoginRequest, TotpValidateRequest, QrSessionRequest, TotpVerifyUserRequest,
    TotpRegisterRequest, TotpDeregisterRequest, PlaceOrderForm, PlaceOrderRequest,
    ModifyOrderForm, ModifyOrderRequest, CancelOrderForm, CancelOrderRequest,
    OrderHistoryForm, OrderHistoryRequest, LimitsForm, LimitsRequest, MarginForm,
    MarginRequest, OAuthTokenAnswer, BaseUrlAnswer, BaseUrlData, QrLinkAnswer, QrLinkData,
    LoginAnswer, LoginData, ClientIpAnswer, ClientIp, PositionsAnswer, Position,
    TotpVerifyUserAnswer, TotpVerifyUserData, FeedConfigAnswer, FeedConfigData, OrderAnswer,
    OrderBookAnswer, Order, OrderHistoryAnswer, OrderHistoryEntry, TradeBookAnswer, Trade,
    HoldingsAnswer, Holding, LimitsAnswer, MarginAnswer, ScripMasterPathsAnswer,
    ScripMasterPaths, QuotesAnswer, Quote, QuoteOhlc, QuoteDepth, QuoteLevel,
    HistoricalDataAnswer, HistoricalData, OptionChainAnswer, OptionChain, OptionChainCommon,
    ChainedOption, ChainedOptionInstrument, ChainedOptionQuote, ChainedOptionInterest,
    ChainedFuture, ChainedFutureInstrument, ChainedFutureQuote, ChainedFutureInterest,
    ExpiriesAnswer, Fault, Side, ExchangeSegment, OrderType, Product, Validity, YesNo, Flag,
    DistanceUnit, SegmentFilter, ExchangeFilter, ProductFilter, Broker, Branch, GrantType,
    ClientPlatform, FeedEnvironment, QuoteType, CandleInterval, OrderStatus, OptionType,
    Exchange, SessionType, RmsValidation,
}
