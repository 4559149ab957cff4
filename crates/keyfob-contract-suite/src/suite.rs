//! All of it, as tests.

use std::future::Future;

/// Runs a suite that talks to a mock server.
pub fn run<T>(suite: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(suite)
}

/// A test for each suite that holds for any vendor. `suite!(vendor())` is for a call that gives a `&'static Vendor`.
#[macro_export]
macro_rules! suite {
    ($vendor:expr) => {
        $crate::suite! { $vendor;
            async calls every_call_and_answer,
            async calls nothing_leaves_without_its_credentials,
            async calls nothing_leaves_without_what_it_needs,
            async environments every_operation_goes_to_the_right_url,
            async faults an_answer_of_another_shape_is_none,
            async faults errors_inside_a_success_are_errors,
            async headers a_line_break_in_a_header_parameter_is_an_error,
            async headers a_line_break_in_a_path_or_a_query_forges_no_header,
            async mocks a_mock_takes_no_other_operation,
            async mocks a_mock_with_another_expectation_is_not_met,
            async proof no_operation_takes_an_error_for_its_answer,
            plain arbitrary every_answer_type_is_reached,
            plain arbitrary no_bytes_make_any_answer_type_panic,
            plain environments the_first_environment_is_the_default,
            plain examples every_decimal_is_exact,
            plain examples every_example_fits_its_schema,
            plain examples every_example_survives_its_type,
            plain schemas every_model_describes_itself,
            plain schemas requests_are_strict_and_answers_are_not,
            plain schemas serde_and_the_spec_want_the_same_members,
            plain table registry_and_spec_name_the_same,
            plain times every_time_of_an_answer_is_exact,
            plain tolerance answers_are_read_under_their_other_names,
            plain tolerance answers_survive_any_change_of_any_member,
        }

        #[test]
        fn no_path_of_any_operation_is_shown() {
            let test = concat!(module_path!(), "::alone");
            let (_, test) = test.split_once("::").unwrap_or(("", test));
            $crate::paths::alone(test);
        }

        /// What the test above runs in a process of its own; among other tests it has nothing to do.
        #[test]
        fn alone() {
            if $crate::paths::is_alone() {
                $crate::run($crate::paths::no_path_of_any_operation_is_shown($vendor));
            }
        }
    };
    ($vendor:expr; $($kind:ident $module:ident $test:ident,)*) => {
        $(#[test]
        fn $test() {
            $crate::suite!(@$kind $crate::$module::$test($vendor));
        })*
    };
    (@async $suite:expr) => {
        $crate::run($suite)
    };
    (@plain $suite:expr) => {
        $suite
    };
}
