package io.pottery.spring;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.pottery.spring.aop.PotteryAnnotationsAutoConfiguration;
import io.pottery.spring.autoconfigure.PotteryAutoConfiguration;
import io.pottery.spring.embedded.PotteryEmbeddedAutoConfiguration;
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
	 * Returns an application on real servers: one for the data, three masters.
	 * @return the application
	 */
	public static ApplicationContextRunner online() {
		return offline().withPropertyValues("spring.data.redis.url=" + RedisServer.shared().uri(),
				"pottery.masters=" + String.join(",", RedisServers.shared(3).uris()));
	}

}
