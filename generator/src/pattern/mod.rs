//! ECMA-262 patterns, compiled to automata at generation time.
