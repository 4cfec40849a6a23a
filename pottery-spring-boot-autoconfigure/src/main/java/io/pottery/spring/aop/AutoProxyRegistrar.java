package io.pottery.spring.aop;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Sees to it that beans are proxied where nothing else does, as with
 * {@code spring.aop.auto=false}.
 */
final class AutoProxyRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	/**
	 * Creates the registrar.
	 * @param environment what says whether proxies are subclasses
	 */
	AutoProxyRegistrar(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Tells whether proxies are subclasses even where there are interfaces.
	 * @param environment the properties
	 * @return {@code true} unless configured
	 */
	static boolean isByClass(Environment environment) {
		return environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true);
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importingClassMetadata, BeanDefinitionRegistry registry) {
		AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
		if (isByClass(this.environment)) {
			AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(registry);
		}
	}

}
