package io.pottery.spring;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.pottery.Pottery;
import io.pottery.quorum.Redlock;
import io.pottery.spring.aop.PotteryAnnotationsAutoConfiguration;
import io.pottery.spring.autoconfigure.PotteryAutoConfiguration;
import io.pottery.spring.embedded.PotteryEmbeddedAutoConfiguration;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

/**
 * Applications to try things in.
 */
public final class TestApplications {

	private TestApplications() {
	}

	/**
	 * Returns an application whose servers are not asked anything when it starts.
	 * @return the application
	 */
	public static ApplicationContextRunner offline() {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class,
				DataRedisAutoConfiguration.class, JacksonAutoConfiguration.class,
				PropertyPlaceholderAutoConfiguration.class, SslAutoConfiguration.class, PotteryAutoConfiguration.class,
				PotteryAnnotationsAutoConfiguration.class, PotteryEmbeddedAutoConfiguration.class));
	}

	/**
	 * Returns an application on real servers: one for the data, three masters. A busy
	 * machine is no dead master.
	 * @return the application
	 */
	public static ApplicationContextRunner online() {
		return offline().withPropertyValues("spring.data.redis.url=" + RedisServer.shared().uri(),
				"pottery.masters=" + String.join(",", RedisServers.shared(3).uris()),
				// Masters that all tests share were restarted by none of them.
				"pottery.restart-policy=trust-persistence", "pottery.redlock.master-timeout=10s");
	}

	/**
	 * Waits until every master of an application answers.
	 * @param context the application
	 */
	public static void awaitMasters(ApplicationContext context) {
		Pottery pottery = context.getBean(Pottery.class);
		Awaitility.await().ignoreExceptions().until(() -> {
			pottery.nextId(KeyNames.fresh("probe")).reset();
			return true;
		});
	}

	/**
	 * Returns a lock with a long lease: a round may take a fifth of it.
	 * @param pottery the Pottery
	 * @param key the key
	 * @return the lock
	 */
	public static Redlock redlock(Pottery pottery, String key) {
		return pottery.redlockBuilder(key)
			.autoReleaseTime(Duration.ofSeconds(30))
			.quorumPatience(Duration.ofSeconds(30))
			.build();
	}

}
