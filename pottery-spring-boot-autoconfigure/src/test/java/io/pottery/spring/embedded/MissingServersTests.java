package io.pottery.spring.embedded;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;

import io.pottery.spring.TestApplications;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;

class MissingServersTests {

	@Test
	void whatToAddIsSaid() {
		TestApplications.offline()
			.withClassLoader(new FilteredClassLoader(RedisServers.class))
			.withPropertyValues("pottery.embedded.enabled=true")
			.run((context) -> {
				assertThat(context).getFailure().isInstanceOf(EmbeddedServersMissingException.class);
				FailureAnalysis analysis = new EmbeddedServersMissingFailureAnalyzer()
					.analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription())
					.isEqualTo("The property 'pottery.embedded.enabled' asks for Redis servers that start with the "
							+ "application, and what starts them is not on the class path.");
				assertThat(analysis.getAction()).isEqualTo("""
						Add this dependency:

						    <dependency>
						        <groupId>io.pottery</groupId>
						        <artifactId>pottery-test</artifactId>
						        <scope>runtime</scope>
						    </dependency>

						Or remove 'pottery.embedded.enabled' and name your servers in 'spring.data.redis' \
						and 'pottery.masters'.""");
			});
	}

	@Test
	void nothingIsMissedUnlessWanted() {
		TestApplications.offline()
			.withClassLoader(new FilteredClassLoader(RedisServers.class))
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
