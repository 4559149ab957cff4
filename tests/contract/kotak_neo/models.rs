//! Every schema. The tests for leaks use this list, too.

models! { kotak_neo;
    OAuthTokenRequest, LoginRequest, GenerateOtpRequest, Session2faRequest, TotpLoginRequest,
    TotpValidateRequest, QrSessionRequest, TotpVerifyUserRequest, TotpRegisterRequest,
    TotpDeregisterRequest, PlaceOrderForm, PlaceOrderRequest, ModifyOrderForm,
    ModifyOrderRequest, CancelOrderForm, CancelOrderRequest, OrderHistoryForm,
    OrderHistoryRequest, LimitsForm, LimitsRequest, MarginForm, MarginRequest, OAuthToken,
    BaseUrlAnswer, BaseUrlData, QrLinkAnswer, QrLinkData, LoginAnswer, LoginData,
    ClientIpAnswer, ClientIp, PositionsAnswer, Position, TotpVerifyUserAnswer,
    TotpVerifyUserData, FeedConfigAnswer, FeedConfigData, OrderAck, OrderBookAnswer, Order,
    OrderHistoryAnswer, OrderStep, TradeBookAnswer, Trade, HoldingsAnswer, Holding,
    LimitsAnswer, MarginAnswer, ScripMasterPathsAnswer, ScripMasterPaths, QuotesAnswer,
    Quote, QuoteOhlc, QuoteDepth, QuoteLevel, HistoricalDataAnswer, HistoricalData,
    OptionChainAnswer, OptionChain, OptionChainCommon, ChainedOption,
    ChainedOptionInstrument, ChainedOptionQuote, ChainedOptionInterest, ChainedFuture,
    ChainedFutureInstrument, ChainedFutureQuote, ChainedFutureInterest, ExpiriesAnswer, Fault,
}
