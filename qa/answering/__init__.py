"""From an understood question to an answer: one module for each form that an answer takes."""
