package io.pottery.spring.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.pottery.quorum.UnsuitableMaster;
import io.pottery.quorum.UnsuitableMaster.Flaw;

/**
 * Says what is wrong with masters and which ones to name.
 */
final class UnsuitableMastersFailureAnalyzer extends AbstractFailureAnalyzer<UnsuitableMastersException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnsuitableMastersException cause) {
		return new FailureAnalysis("Not every master can vote on locks and ids:" + lines(cause.masters()),
				cause.masters()
					.stream()
					.map(UnsuitableMaster::flaw)
					.distinct()
					.map(UnsuitableMastersFailureAnalyzer::action)
					.collect(Collectors.joining("%n".formatted())),
				cause);
	}

	private static String lines(List<UnsuitableMaster> masters) {
		return masters.stream()
			.map((master) -> "    - " + master)
			.collect(Collectors.joining("%n".formatted(), "%n%n".formatted(), ""));
	}

	private static String action(Flaw flaw) {
		return switch (flaw) {
			case SAME_SERVER -> "Name each server once in 'pottery.masters', whatever addresses it has: servers that "
					+ "fail together are no independent masters.";
			case REPLICA -> "Name servers in 'pottery.masters' that follow nobody: in place of a replica the server "
					+ "that it follows or, if that is named already, an independent one.";
			case UNKNOWN_RUN_ID -> "Let the user of the masters call INFO ('ACL SETUSER … +info'), or set "
					+ "'pottery.restart-policy' to 'trust-persistence' if the masters write through "
					+ "('appendfsync always'). A cluster as the only master has no run id: it needs 'trust-persistence'.";
		};
	}

}
