package io.pottery.spring.embedded;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.pottery.Pottery;
import io.pottery.quorum.Lease;
import io.pottery.quorum.NextId;
import io.pottery.spring.TestApplications;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EmbeddedTests {

	private final ApplicationContextRunner application = TestApplications.offline()
		.withPropertyValues("pottery.embedded.enabled=true", "pottery.embedded.masters=3",
				"pottery.redlock.master-timeout=10s");

	@Test
	void nothingStartsUnlessWanted() {
		TestApplications.offline()
			.run((context) -> assertThat(context).doesNotHaveBean(RedisServers.class)
				.doesNotHaveBean(RedisServer.class));
	}

	@Test
	void serversLiveAsLongAsTheContext() {
		List<RedisServer> servers = new ArrayList<>();
		this.application.run((context) -> {
			RedisServers masters = context.getBean("potteryEmbeddedMasters", RedisServers.class);
			assertThat(masters.size()).isEqualTo(3);
			masters.forEach(servers::add);
			servers.add(context.getBean(RedisServer.class));
			assertThat(servers).allMatch(RedisServer::isRunning);
		});
		assertThat(servers).hasSize(4).noneMatch(RedisServer::isRunning);
	}

	@Test
	void theApplicationsOwnConnectionGoesToTheDataServer() {
		this.application.withPropertyValues("spring.data.redis.host=nowhere").run((context) -> {
			context.getBean(StringRedisTemplate.class).opsForValue().set("a", "b");
			assertThat(context.getBean(RedisServer.class).command("GET", "a")).isEqualTo("b");
			context.getBean(Pottery.class).map("tel", String.class, Integer.class).put("jack", 4098);
			assertThat(context.getBean(RedisServer.class).command("HGET", "tel", "\"jack\"")).isEqualTo("4098");
		});
	}

	@Test
	void locksAreHeldByTheMasters() {
		this.application.withPropertyValues("pottery.masters=redis://nowhere:1").run((context) -> {
			RedisServers masters = context.getBean(RedisServers.class);
			try (Lease lease = TestApplications.redlock(context.getBean(Pottery.class), "printer").acquire()) {
				assertThat(masters).allSatisfy((master) -> await()
					.untilAsserted(() -> assertThat(master.command("EXISTS", "redlock:" + lease.key())).isEqualTo(1L)));
				assertThat(context.getBean(RedisServer.class).command("EXISTS", "redlock:printer")).isEqualTo(0L);
			}
		});
	}

	@Test
	void mastersThatWereStoppedHaveTheirDataAgain() {
		this.application.run((context) -> {
			RedisServers masters = context.getBean(RedisServers.class);
			TestApplications.awaitMasters(context);
			NextId ids = context.getBean(Pottery.class).nextId("orders");
			assertThat(ids.nextLong()).isOne();
			assertThat(masters).allSatisfy((master) -> await()
				.untilAsserted(() -> assertThat(master.command("GET", "nextid:orders")).isEqualTo("1")));
			masters.get(0).stop();
			masters.get(0).start();
			assertThat(masters.get(0).command("GET", "nextid:orders")).isEqualTo("1");
		});
	}

	@Test
	void mastersComeBackEmptyIfWanted() {
		this.application.withPropertyValues("pottery.embedded.append-only=false").run((context) -> {
			RedisServer master = context.getBean(RedisServers.class).get(0);
			master.command("SET", "a", "b");
			master.stop();
			master.start();
			assertThat(master.command("GET", "a")).isNull();
		});
	}

	@Test
	void connectionDetailsOfTheApplicationWin() {
		this.application.withUserConfiguration(OwnDetails.class)
			.run((context) -> assertThat(context).doesNotHaveBean(RedisServer.class)
				.hasSingleBean(DataRedisConnectionDetails.class)
				.hasSingleBean(RedisServers.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDetails {

		@Bean
		DataRedisConnectionDetails details() {
			return new DataRedisConnectionDetails() {

				@Override
				public Standalone getStandalone() {
					return Standalone.of("elsewhere", 1);
				}

			};
		}

	}

}
