package io.pottery.container;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells developers where their code reads whole containers. Python's
 * {@code InefficientAccessWarning}.
 */
final class InefficientAccess {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.pottery.inefficient");

	private static final Set<String> ROOMS = Set.of("io.pottery.container", "io.pottery.collection",
			"io.pottery.probabilistic");

	private static final Set<StackTraceElement> REPORTED = ConcurrentHashMap.newKeySet();

	private InefficientAccess() {
	}

	static void log(String operation, String key) {
		if (LOGGER.isDebugEnabled()) {
			StackTraceElement caller = caller();
			if (caller != null && REPORTED.add(caller)) {
				LOGGER.debug("{} reads all of '{}': {}", operation, key, caller);
			}
		}
	}

	private static StackTraceElement caller() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.filter(InefficientAccess::isOutside)
				.findFirst()
				.map(StackWalker.StackFrame::toStackTraceElement)
				.orElse(null));
	}

	private static boolean isOutside(StackWalker.StackFrame frame) {
		String name = frame.getClassName();
		return !name.startsWith("java.") && !ROOMS.contains(name.substring(0, Math.max(name.lastIndexOf('.'), 0)));
	}

}
