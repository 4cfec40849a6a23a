package io.pottery.spring.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.databind.JacksonModule;

import io.pottery.Pottery;
import io.pottery.PotteryBuilder;
import io.pottery.codec.JsonLimits;
import io.pottery.connection.MasterSettings;
import io.pottery.quorum.RestartPolicy;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for {@link Pottery}, for the structures that properties name, and
 * for injection by {@link io.pottery.spring.RedisKey}.
 *
 * @since 1.0
 */
@AutoConfiguration(afterName = { "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
		"org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
		"org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration" })
@EnableConfigurationProperties(PotteryProperties.class)
@Import(PotteryBeanRegistrar.class)
public final class PotteryAutoConfiguration {

	PotteryAutoConfiguration() {
	}

	/**
	 * Decorates what resolves injection points, before the first bean is made.
	 * @return the post-processor
	 */
	@Bean
	static BeanFactoryPostProcessor potteryInjection() {
		return (beanFactory) -> {
			if (beanFactory instanceof DefaultListableBeanFactory factory) {
				factory.setAutowireCandidateResolver(
						new RedisKeyCandidateResolver(factory.getAutowireCandidateResolver()));
			}
		};
	}

	@Bean
	@ConditionalOnMissingBean(PotteryConnectionDetails.class)
	PropertiesPotteryConnectionDetails potteryConnectionDetails(PotteryProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		return new PropertiesPotteryConnectionDetails(properties, sslBundles.getIfAvailable());
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
	Pottery pottery(PotteryProperties properties, RedisConnectionFactory connectionFactory,
			PotteryConnectionDetails connectionDetails, ObjectProvider<OwnRedisMaster> ownRedis,
			ObjectProvider<JacksonModule> jacksonModules) {
		PotteryBuilder builder = Pottery.builder()
			.connectionFactory(connectionFactory)
			.keyPrefix(properties.keyPrefix())
			.temporaryTimeToLive(properties.containers().temporaryTimeToLive())
			.distinctElements(properties.containers().distinctElements())
			.jsonLimits(new JsonLimits(properties.json().maxDepth(),
					Math.toIntExact(properties.json().maxTextLength().toBytes())))
			.maxLease(properties.redlock().maxLease())
			.masterTimeout(properties.redlock().masterTimeout())
			.jacksonModules(jacksonModules.orderedStream().toList());
		List<MasterSettings> named = connectionDetails.getMasters();
		OwnRedisMaster ownRedisMaster = ownRedis.getIfAvailable();
		List<MasterSettings> masters = (named.isEmpty() && ownRedisMaster != null)
				? ownRedisMaster.masters(connectionFactory) : named;
		if (!masters.isEmpty()) {
			RestartPolicy unlessSet = named.isEmpty() ? RestartPolicy.TRUST_PERSISTENCE
					: connectionDetails.getRestartPolicy();
			RestartPolicy set = properties.restartPolicy();
			builder.masters(masters).restartPolicy((set != null) ? set : unlessSet);
		}
		return builder.build();
	}

	@Bean
	MastersCheck potteryMastersCheck(ConfigurableListableBeanFactory beanFactory,
			PotteryConnectionDetails connectionDetails) {
		return new MastersCheck(beanFactory, connectionDetails);
	}

	/**
	 * What needs the connection details of Spring Boot's Redis auto-configuration.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(DataRedisConnectionDetails.class)
	static class OwnRedisConfiguration {

		@Bean
		OwnRedisMaster potteryOwnRedisMaster(ObjectProvider<DataRedisConnectionDetails> connectionDetails) {
			return new OwnRedisMaster(connectionDetails.getIfAvailable());
		}

	}

}
