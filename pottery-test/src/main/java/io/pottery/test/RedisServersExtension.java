package io.pottery.test;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Starts and hands out what {@link StartRedis} asks for.
 */
final class RedisServersExtension
		implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(RedisServersExtension.class);

	@Override
	public void beforeAll(ExtensionContext context) {
		Class<?> testClass = context.getRequiredTestClass();
		AnnotationSupport.findAnnotation(testClass, StartRedis.class).ifPresent((wanted) -> {
			RedisServersBuilder builder = RedisServers.builder().count(wanted.count());
			RedisServers servers = (wanted.appendOnly() ? builder.appendOnly() : builder).start();
			store(context).put(RedisServers.class, servers);
			ReflectionSupport
				.findFields(testClass,
						(field) -> Modifier.isStatic(field.getModifiers()) && isSupported(field.getType()),
						HierarchyTraversalMode.TOP_DOWN)
				.forEach((field) -> set(field, value(field.getType(), servers)));
		});
	}

	private static void set(Field field, Object value) {
		try {
			field.setAccessible(true);
			field.set(null, value);
		}
		catch (IllegalAccessException ex) {
			throw new ExtensionConfigurationException("'" + field + "' must not be final", ex);
		}
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		RedisServers servers = servers(context);
		if (servers == null) {
			return;
		}
		for (RedisServer server : servers) {
			if (server.isPaused()) {
				server.resume();
			}
			if (!server.isRunning()) {
				server.start();
			}
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		RedisServers servers = store(context).remove(RedisServers.class, RedisServers.class);
		if (servers != null) {
			servers.close();
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return isSupported(parameter.getParameter().getType()) && servers(context) != null;
	}

	@Override
	public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		RedisServers servers = servers(context);
		return (servers != null) ? value(parameter.getParameter().getType(), servers) : null;
	}

	private static boolean isSupported(Class<?> type) {
		return type == RedisServers.class || type == RedisServer.class;
	}

	private static Object value(Class<?> type, RedisServers servers) {
		return (type == RedisServers.class) ? servers : servers.get(0);
	}

	private static @Nullable RedisServers servers(ExtensionContext context) {
		return store(context).get(RedisServers.class, RedisServers.class);
	}

	private static ExtensionContext.Store store(ExtensionContext context) {
		return context.getStore(NAMESPACE);
	}

}
