package io.pottery.spring.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import io.pottery.quorum.UnsuitableMaster;

/**
 * Thrown where masters were configured that can never vote as they are.
 */
final class UnsuitableMastersException extends RuntimeException {

	private final transient List<UnsuitableMaster> masters;

	/**
	 * Creates the exception.
	 * @param masters the masters, one at least
	 */
	UnsuitableMastersException(List<UnsuitableMaster> masters) {
		super(masters.stream().map(UnsuitableMaster::toString).collect(Collectors.joining("; ")));
		this.masters = masters;
	}

	List<UnsuitableMaster> masters() {
		return this.masters;
	}

}
