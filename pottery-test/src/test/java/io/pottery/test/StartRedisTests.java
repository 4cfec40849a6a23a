package io.pottery.test;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import static org.assertj.core.api.Assertions.assertThat;

@StartRedis(count = 2, appendOnly = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartRedisTests {

	static RedisServers all;

	static RedisServer first;

	@Test
	@Order(1)
	void fieldsAndParametersHoldTheServers(RedisServers servers, RedisServer server) {
		assertThat(servers).isSameAs(all).hasSize(2).allMatch(RedisServer::isRunning);
		assertThat(server).isSameAs(first).isSameAs(all.get(0));
		server.command("SET", "a", "1");
		server.stop();
		all.get(1).pause();
	}

	@Test
	@Order(2)
	void serversRunAgainBeforeTheNextTest() {
		assertThat(all).allMatch(RedisServer::isRunning).noneMatch(RedisServer::isPaused);
		assertThat(first.command("GET", "a")).isEqualTo("1");
	}

	@Nested
	class Within {

		@Test
		void theServersAreShared(RedisServers servers) {
			assertThat(servers).isSameAs(all);
		}

	}

	@Nested
	@StartRedis
	class Own {

		@Test
		void theServersAreOthers(RedisServers servers) {
			assertThat(servers).hasSize(1).doesNotContainAnyElementsOf(all);
		}

	}

	@Nested
	class AfterTheLastTest {

		@Test
		void theServersAreClosed() {
			Case.seen.clear();
			LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
				.selectors(DiscoverySelectors.selectClass(Case.class))
				.build();
			SummaryGeneratingListener listener = new SummaryGeneratingListener();
			LauncherFactory.create().execute(request, listener);
			assertThat(listener.getSummary()).returns(1L, TestExecutionSummary::getTestsSucceededCount)
				.returns(0L, TestExecutionSummary::getTotalFailureCount);
			assertThat(Case.seen).hasSize(1).noneMatch(RedisServer::isRunning);
		}

	}

	@StartRedis
	static class Case {

		static final List<RedisServer> seen = new ArrayList<>();

		@Test
		void seesAServer(RedisServer server) {
			assertThat(server.isRunning()).isTrue();
			seen.add(server);
		}

	}

}
