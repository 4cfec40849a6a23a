package io.pottery.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * What Spring Boot reports where an application does not start.
 */
public final class StartFailure implements FailureAnalysisReporter {

	private static @Nullable FailureAnalysis last;

	/**
	 * Starts an application that fails.
	 * @param application its configuration
	 * @param arguments its command line
	 * @return what was reported
	 */
	public static FailureAnalysis of(Class<?> application, String... arguments) {
		last = null;
		try {
			new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(arguments).close();
		}
		catch (RuntimeException ex) {
			if (last == null) {
				throw new AssertionError("Nobody analyzed the failure", ex);
			}
			return last;
		}
		throw new AssertionError("The application started");
	}

	@Override
	public void report(FailureAnalysis analysis) {
		last = analysis;
	}

}
