package io.pottery.samples.readme;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.pottery.Pottery;
import io.pottery.quorum.RestartPolicy;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServers;

/**
 * Gives a test a {@link Pottery} with a server, five masters and keys of its own.
 */
final class OpenPottery implements ParameterResolver {

	private static final int MASTERS = 5;

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Pottery.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		// What is AutoCloseable in the store is closed after the test.
		return context.getStore(ExtensionContext.Namespace.create(OpenPottery.class))
			.computeIfAbsent(Pottery.class, (type) -> open(), Pottery.class);
	}

	private static Pottery open() {
		RedisServers servers = RedisServers.shared(1 + MASTERS);
		Pottery pottery = Pottery.builder()
			.server(servers.get(0).uri())
			.masters(servers.uris().subList(1, servers.size()).toArray(String[]::new))
			.keyPrefix(KeyNames.fresh() + ":")
			// Others in this JVM open some of the same masters.
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			// A busy machine is no dead master.
			.masterTimeout(Duration.ofSeconds(10))
			.build();
		return awaitMasters(pottery);
	}

	/**
	 * Waits until every master answers.
	 */
	static Pottery awaitMasters(Pottery pottery) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
			pottery.nextId(KeyNames.fresh("probe")).reset();
			return true;
		});
		return pottery;
	}

}
