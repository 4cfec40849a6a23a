package io.pottery.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Shows that the simulation would have seen the bugs that others had: each is brought
 * back by editing the sources, and must be caught. The same seeds find nothing in the
 * code as it is, see {@link QuorumSimulationTests}.
 */
class QuorumMutantTests {

	private static final long SEEDS = 10_000;

	@Test
	void everyMutantIsCaught() {
		List<Mutant> survivors = new ArrayList<>();
		List<Mutant> mutants = Mutants.all();
		for (Mutant mutant : mutants) {
			String caught = caught(mutant);
			System.out.printf("%-7s %s: %s%n", mutant.bug(), mutant.name(), caught);
			if (caught == null) {
				survivors.add(mutant);
			}
		}
		System.out.printf("%d of %d mutants caught%n", mutants.size() - survivors.size(), mutants.size());
		assertThat(survivors).as("mutants that nobody sees").isEmpty();
		assertThat(mutants).hasSizeGreaterThanOrEqualTo(34);
	}

	@Test
	void theCodeAsItIsPassesInALoaderOfItsOwn() {
		LongFunction<@Nullable String> runner = new MutantLoader(Mutant.of("none", "nothing is changed")).runner();
		for (long seed = 1; seed <= 200; seed++) {
			assertThat(runner.apply(seed)).as("seed " + seed).isNull();
		}
	}

	@Test
	void anEditMustFitExactlyOnce() {
		Mutant nowhere = Mutant.of("none", "fits nowhere").edit("Answers", "nobody wrote this", "");
		assertThatIllegalArgumentException().isThrownBy(() -> new MutantLoader(nowhere))
			.withMessage("'nobody wrote this' is not in Answers");
		Mutant twice = Mutant.of("none", "fits twice").edit("Answers", "return", "return");
		assertThatIllegalArgumentException().isThrownBy(() -> new MutantLoader(twice))
			.withMessage("'return' is more than once in Answers");
		Mutant broken = Mutant.of("none", "does not compile").edit("Answers", "return masters / 2 + 1;", "return;");
		assertThatIllegalArgumentException().isThrownBy(() -> new MutantLoader(broken))
			.withMessageContaining("does not compile");
	}

	private static @Nullable String caught(Mutant mutant) {
		LongFunction<@Nullable String> runner = new MutantLoader(mutant).runner();
		for (long seed = 1; seed <= SEEDS; seed++) {
			String violation = runner.apply(seed);
			if (violation != null) {
				return "seed " + seed + ", " + violation;
			}
		}
		return null;
	}

}
