// A compilation may have failed: who wants the engine opens the StatusOr.
// expect-error: conversion from 'absl::
// expect-error: to non-scalar type
// expect-error: no viable conversion
#include <triage/engine.h>

void Use() { triage::Engine engine = triage::Engine::CompileFile("shop.txtpb"); }
