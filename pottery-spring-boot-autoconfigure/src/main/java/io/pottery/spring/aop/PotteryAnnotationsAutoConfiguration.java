package io.pottery.spring.aop;

import org.springframework.aop.Advisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.pottery.Pottery;
import io.pottery.spring.autoconfigure.PotteryAutoConfiguration;
import io.pottery.spring.autoconfigure.PotteryProperties;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for {@code @Synchronized} and {@code @RedisCached}.
 * <p>
 * It does not depend on a {@code Pottery} bean: without one a call of an annotated method
 * fails, where an annotation that is not heeded would be a lock that does not lock.
 *
 * @since 1.0
 */
@AutoConfiguration(after = { PotteryAutoConfiguration.class, AopAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "pottery.annotations.enabled", matchIfMissing = true)
@Import(AutoProxyRegistrar.class)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public final class PotteryAnnotationsAutoConfiguration {

	PotteryAnnotationsAutoConfiguration() {
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	SynchronizedOperationSource potterySynchronizedOperations(ConfigurableBeanFactory beanFactory,
			Environment environment) {
		return new SynchronizedOperationSource(beanFactory, AutoProxyRegistrar.isByClass(environment),
				properties(environment).redlock().maxLease());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	Advisor potterySynchronizedAdvisor(SynchronizedOperationSource potterySynchronizedOperations,
			ConfigurableBeanFactory beanFactory, Environment environment) {
		return new AnnotationAdvisor(potterySynchronizedOperations,
				new SynchronizedInterceptor(potterySynchronizedOperations, beanFactory),
				properties(environment).annotations().synchronizedOrder());
	}

	@Bean
	FencingCheck potteryFencingCheck(SynchronizedOperationSource potterySynchronizedOperations,
			ObjectProvider<Pottery> pottery) {
		return new FencingCheck(potterySynchronizedOperations, pottery);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	Advisor potteryRedisCachedAdvisor(DefaultRedisCaches potteryRedisCaches, Environment environment) {
		return new AnnotationAdvisor(potteryRedisCaches.source(), new RedisCachedInterceptor(potteryRedisCaches),
				properties(environment).annotations().redisCachedOrder());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	DefaultRedisCaches potteryRedisCaches(ConfigurableBeanFactory beanFactory, Environment environment) {
		return new DefaultRedisCaches(
				new RedisCachedOperationSource(beanFactory, AutoProxyRegistrar.isByClass(environment)), beanFactory,
				properties(environment).cache().onError());
	}

	/**
	 * Binds the properties anew: advisors are made so early that the bean of the
	 * properties is not to be had.
	 * @param environment the properties
	 * @return what they say
	 */
	private static PotteryProperties properties(Environment environment) {
		return Binder.get(environment).bindOrCreate("pottery", PotteryProperties.class);
	}

}
