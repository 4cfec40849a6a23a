package io.pottery.spring.aop;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

import io.pottery.Pottery;

/**
 * Ends the start of an application whose masters cannot fence what it asks them to.
 */
final class FencingCheck implements SmartInitializingSingleton {

	private final SynchronizedOperationSource source;

	private final ObjectProvider<Pottery> pottery;

	/**
	 * Creates the check.
	 * @param source what found the annotations
	 * @param pottery what builds the locks
	 */
	FencingCheck(SynchronizedOperationSource source, ObjectProvider<Pottery> pottery) {
		this.source = source;
		this.pottery = pottery;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.source.operations().filter(SynchronizedOperation::fenced).findAny().ifPresent((operation) -> {
			Pottery pottery = this.pottery.getIfUnique();
			// Without masters there is no lock at all, which each call says.
			if (pottery != null && !pottery.masters().isEmpty()) {
				check(operation.methodName(), pottery);
			}
		});
	}

	private static void check(String method, Pottery pottery) {
		try {
			pottery.redlockBuilder(method).fenced(true);
		}
		catch (IllegalStateException ex) {
			throw new InvalidAnnotationException("Synchronized", method,
					"is fenced, and a failover of the one master, '" + pottery.masters().get(0)
							+ "', forgets tokens and gives them out again",
					"Name independent servers in 'pottery.masters', or remove 'fenced'.");
		}
	}

}
