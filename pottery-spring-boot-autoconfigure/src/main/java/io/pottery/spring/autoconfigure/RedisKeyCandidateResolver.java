package io.pottery.spring.autoconfigure;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.AutowireCandidateResolver;

import io.pottery.Pottery;
import io.pottery.spring.RedisKey;
import io.pottery.spring.internal.DeclaredTypes;

/**
 * Gives injection points with {@link RedisKey} what lives under the key, and keeps the
 * structures that properties declare away from injection points that are not meant for
 * them: a {@code RedisMap} is a {@code Map}, but an application that asks for its own
 * {@code Map} bean does not mean one that lives in Redis.
 */
final class RedisKeyCandidateResolver implements AutowireCandidateResolver, BeanFactoryAware {

	private static final String POTTERY_PACKAGES = Pottery.class.getPackageName() + ".";

	private final AutowireCandidateResolver delegate;

	private final Map<Injected, Object> injected = new ConcurrentHashMap<>();

	private @Nullable ConfigurableBeanFactory beanFactory;

	/**
	 * Decorates a resolver.
	 * @param delegate what resolves everything else
	 */
	RedisKeyCandidateResolver(AutowireCandidateResolver delegate) {
		this.delegate = delegate;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableBeanFactory) beanFactory;
		if (this.delegate instanceof BeanFactoryAware aware) {
			aware.setBeanFactory(beanFactory);
		}
	}

	@Override
	public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
		RedisKey annotation = descriptor.getAnnotation(RedisKey.class);
		return (annotation != null) ? open(annotation, descriptor) : this.delegate.getSuggestedValue(descriptor);
	}

	private Object open(RedisKey annotation, DependencyDescriptor descriptor) {
		StructureKind<?> kind = StructureKind.of(descriptor.getDependencyType());
		if (kind == null) {
			throw new BeanCreationException("@RedisKey cannot inject " + descriptor.getResolvableType() + ": it knows "
					+ StructureKind.ALL.stream()
						.map(StructureKind::type)
						.map(Class::getName)
						.collect(Collectors.joining(", ")));
		}
		List<Type> types = IntStream.range(0, kind.typeArguments().size())
			.mapToObj((index) -> DeclaredTypes.resolve(descriptor.getResolvableType().getGeneric(index)))
			.toList();
		Injected point = new Injected(kind.type(), key(annotation, descriptor), types);
		Object structure = this.injected.get(point);
		if (structure == null) {
			// Beans are asked for outside of the map's own locks, as making them may lead
			// here.
			ConfigurableBeanFactory factory = requireBeanFactory();
			structure = kind.open(factory.getBean(Pottery.class), factory.getBean(PotteryProperties.class).redlock(),
					null, point.key(), types, null);
			Object other = this.injected.putIfAbsent(point, structure);
			structure = (other != null) ? other : structure;
		}
		return structure;
	}

	private String key(RedisKey annotation, DependencyDescriptor descriptor) {
		String key = annotation.value();
		if (key.isEmpty()) {
			key = descriptor.getDependencyName();
			if (key == null) {
				throw new BeanCreationException("@RedisKey has no key, and the name of the parameter is unknown: "
						+ "give the key, or compile with '-parameters'");
			}
			return key;
		}
		String resolved = requireBeanFactory().resolveEmbeddedValue(key);
		if (resolved == null || resolved.isEmpty()) {
			throw new BeanCreationException("@RedisKey(\"" + key + "\") names an empty key");
		}
		return resolved;
	}

	private ConfigurableBeanFactory requireBeanFactory() {
		if (this.beanFactory == null) {
			throw new IllegalStateException("No bean factory was set");
		}
		return this.beanFactory;
	}

	@Override
	public boolean isAutowireCandidate(BeanDefinitionHolder holder, DependencyDescriptor descriptor) {
		return this.delegate.isAutowireCandidate(holder, descriptor)
				&& (holder.getBeanDefinition().getSource() != PotteryBeanRegistrar.class || isMeant(descriptor));
	}

	private boolean isMeant(DependencyDescriptor descriptor) {
		return descriptor.getDependencyType().getName().startsWith(POTTERY_PACKAGES)
				|| this.delegate.hasQualifier(descriptor);
	}

	@Override
	public boolean isRequired(DependencyDescriptor descriptor) {
		return this.delegate.isRequired(descriptor);
	}

	@Override
	public boolean hasQualifier(DependencyDescriptor descriptor) {
		return this.delegate.hasQualifier(descriptor);
	}

	@Override
	public @Nullable String getSuggestedName(DependencyDescriptor descriptor) {
		return this.delegate.getSuggestedName(descriptor);
	}

	@Override
	public @Nullable Object getLazyResolutionProxyIfNecessary(DependencyDescriptor descriptor,
			@Nullable String beanName) {
		return this.delegate.getLazyResolutionProxyIfNecessary(descriptor, beanName);
	}

	@Override
	public @Nullable Class<?> getLazyResolutionProxyClass(DependencyDescriptor descriptor, @Nullable String beanName) {
		return this.delegate.getLazyResolutionProxyClass(descriptor, beanName);
	}

	@Override
	public AutowireCandidateResolver cloneIfNecessary() {
		return new RedisKeyCandidateResolver(this.delegate.cloneIfNecessary());
	}

	/**
	 * What injection points share.
	 *
	 * @param type the interface
	 * @param key the Redis key
	 * @param types the type arguments
	 */
	private record Injected(Class<?> type, String key, List<Type> types) {
	}

}
