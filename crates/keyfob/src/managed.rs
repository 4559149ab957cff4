//! What a session manager needs of a session, where the vendors do not differ.

/// The methods of `ManagedSession` that are those of each vendor's `Session`.
macro_rules! managed_session {
    () => {
        fn handle(&self) -> &keyfob_core::Handle {
            self.client().handle()
        }

        fn with_handle(&self, handle: keyfob_core::Handle) -> Self {
            self.over(handle)
        }

        fn save(&self) -> keyfob_core::SavedSession {
            self.save()
        }

        fn log_out(self) -> keyfob_core::BoxFuture<'static, Result<(), keyfob_core::Error>> {
            Box::pin(async { Ok(self.logout().await?) })
        }
    };
}

pub(crate) use managed_session;
