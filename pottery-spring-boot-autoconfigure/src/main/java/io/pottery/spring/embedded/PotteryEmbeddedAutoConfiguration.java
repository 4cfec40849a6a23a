package io.pottery.spring.embedded;

import java.util.List;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

import io.pottery.connection.MasterSettings;
import io.pottery.quorum.RestartPolicy;
import io.pottery.spring.autoconfigure.PotteryAutoConfiguration;
import io.pottery.spring.autoconfigure.PotteryConnectionDetails;
import io.pottery.spring.autoconfigure.PotteryProperties;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;
import io.pottery.test.RedisServersBuilder;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for Redis servers that live with the application: one for the data
 * and the masters, the bean {@code potteryEmbeddedMasters}. For development and
 * demonstrations; they end with the context, and their data with them.
 *
 * @since 1.0
 */
@AutoConfiguration(before = PotteryAutoConfiguration.class,
		beforeName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnBooleanProperty("pottery.embedded.enabled")
public final class PotteryEmbeddedAutoConfiguration {

	PotteryEmbeddedAutoConfiguration() {
	}

	/**
	 * The servers.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RedisServers.class)
	@EnableConfigurationProperties(PotteryProperties.class)
	static class ServersConfiguration {

		@Bean(destroyMethod = "close")
		RedisServers potteryEmbeddedMasters(PotteryProperties properties) {
			RedisServersBuilder builder = RedisServers.builder().count(properties.embedded().masters());
			return (properties.embedded().appendOnly() ? builder.appendOnly() : builder).start();
		}

		@Bean
		@ConditionalOnMissingBean(PotteryConnectionDetails.class)
		PotteryConnectionDetails potteryEmbeddedConnectionDetails(RedisServers potteryEmbeddedMasters) {
			return new EmbeddedPotteryConnectionDetails(potteryEmbeddedMasters);
		}

	}

	/**
	 * The server for the data, which takes the place of the configured one.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RedisServer.class, DataRedisConnectionDetails.class })
	@ConditionalOnMissingBean(DataRedisConnectionDetails.class)
	static class DataConfiguration {

		@Bean(destroyMethod = "close")
		RedisServer potteryEmbeddedServer() {
			return RedisServer.started();
		}

		@Bean
		DataRedisConnectionDetails potteryEmbeddedDataRedisConnectionDetails(RedisServer potteryEmbeddedServer) {
			return new EmbeddedDataRedisConnectionDetails(potteryEmbeddedServer);
		}

	}

	/**
	 * What is there without the servers: an explanation.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("io.pottery.test.RedisServers")
	@Import(MissingServersRegistrar.class)
	static class MissingServersConfiguration {

	}

	/**
	 * Ends the start of the application.
	 */
	static final class MissingServersRegistrar implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata importingClassMetadata,
				BeanDefinitionRegistry registry) {
			throw new EmbeddedServersMissingException();
		}

	}

	/**
	 * Adapts embedded servers to {@link PotteryConnectionDetails}.
	 */
	private static final class EmbeddedPotteryConnectionDetails implements PotteryConnectionDetails {

		private final RedisServers servers;

		EmbeddedPotteryConnectionDetails(RedisServers servers) {
			this.servers = servers;
		}

		@Override
		public List<MasterSettings> getMasters() {
			return this.servers.uris().stream().map(MasterSettings::of).toList();
		}

		@Override
		public RestartPolicy getRestartPolicy() {
			return RestartPolicy.TRUST_PERSISTENCE;
		}

	}

	/**
	 * Adapts an embedded server to {@link DataRedisConnectionDetails}.
	 */
	private static final class EmbeddedDataRedisConnectionDetails implements DataRedisConnectionDetails {

		private final RedisServer server;

		EmbeddedDataRedisConnectionDetails(RedisServer server) {
			this.server = server;
		}

		@Override
		public Standalone getStandalone() {
			return Standalone.of(this.server.host(), this.server.port());
		}

	}

}
