package io.evenkeel.core.sweep;

/**
 * One row of the per-layer table, before it is split into columns.
 *
 * @param trial the layer's trial
 * @param layer the layer
 */
public record LayerRow(TrialResult trial, LayerResult layer) {}
