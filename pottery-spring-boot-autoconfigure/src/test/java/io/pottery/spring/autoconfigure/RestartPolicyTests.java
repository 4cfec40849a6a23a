package io.pottery.spring.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pottery.connection.MasterSettings;
import io.pottery.quorum.RestartPolicy;
import io.pottery.spring.TestApplications;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RestartPolicyTests {

	private static final String QUARANTINE = "Restart policy quarantine: a master that comes back may have lost what "
			+ "it granted, and does not vote until the longest lease, 30 s, is over";

	private static final String TRUST = "Restart policy trust-persistence: a master that comes back votes at once, as "
			+ "if it had lost nothing, which only appendfsync always makes true";

	private final ApplicationContextRunner application = TestApplications.offline();

	private final ApplicationContextRunner onMasters = this.application
		.withPropertyValues("pottery.masters=redis://127.0.0.1:1");

	@Test
	void mastersOfTheConfigurationAreQuarantined(CapturedOutput output) {
		assertSays(this.onMasters, QUARANTINE, output);
	}

	@Test
	void theApplicationsOwnRedisIsTrusted(CapturedOutput output) {
		assertSays(this.application, TRUST, output);
	}

	@Test
	void embeddedMastersAreTrusted(CapturedOutput output) {
		assertSays(this.application.withPropertyValues("pottery.embedded.enabled=true", "pottery.embedded.masters=1"),
				TRUST, output);
	}

	@Test
	void connectionDetailsAreQuarantinedUnlessTheySayOtherwise(CapturedOutput output) {
		assertSays(this.application.withUserConfiguration(OwnDetails.class), QUARANTINE, output);
	}

	@Test
	void connectionDetailsMayBeTrusted(CapturedOutput output) {
		assertSays(this.application.withUserConfiguration(TrustedDetails.class), TRUST, output);
	}

	@Test
	void thePropertyWins(CapturedOutput output) {
		assertSays(this.onMasters.withPropertyValues("pottery.restart-policy=trust-persistence"), TRUST, output);
	}

	@Test
	void thePropertyWinsOverConnectionDetails(CapturedOutput output) {
		assertSays(this.application.withUserConfiguration(TrustedDetails.class)
			.withPropertyValues("pottery.restart-policy=quarantine"), QUARANTINE, output);
	}

	private static void assertSays(ApplicationContextRunner application, String line, CapturedOutput output) {
		application.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).containsOnlyOnce(line).containsOnlyOnce("Restart policy ");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDetails {

		@Bean
		PotteryConnectionDetails details() {
			return () -> List.of(MasterSettings.of("redis://127.0.0.1:1"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TrustedDetails {

		@Bean
		PotteryConnectionDetails details() {
			return new PotteryConnectionDetails() {

				@Override
				public List<MasterSettings> getMasters() {
					return List.of(MasterSettings.of("redis://127.0.0.1:1"));
				}

				@Override
				public RestartPolicy getRestartPolicy() {
					return RestartPolicy.TRUST_PERSISTENCE;
				}

			};
		}

	}

}
