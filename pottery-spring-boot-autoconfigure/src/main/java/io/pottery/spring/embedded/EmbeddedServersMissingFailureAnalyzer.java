package io.pottery.spring.embedded;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which dependency starts embedded servers.
 */
final class EmbeddedServersMissingFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedServersMissingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedServersMissingException cause) {
		return new FailureAnalysis("The property 'pottery.embedded.enabled' asks for Redis servers that start with "
				+ "the application, and what starts them is not on the class path.", """
						Add this dependency:

						    <dependency>
						        <groupId>io.pottery</groupId>
						        <artifactId>pottery-test</artifactId>
						        <scope>runtime</scope>
						    </dependency>

						Or remove 'pottery.embedded.enabled' and name your servers in 'spring.data.redis' \
						and 'pottery.masters'.""", cause);
	}

}
