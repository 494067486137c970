-- What the grain of each relation promises, held by the database where that costs little: keys of small tables
-- are indexed, large ones are only kept from gaps.
ALTER TABLE requests ADD PRIMARY KEY (request_id);
ALTER TABLE authorities ADD PRIMARY KEY (request_id, force_id);
ALTER TABLE forces ADD PRIMARY KEY (id);
ALTER TABLE outcomes ADD PRIMARY KEY (code);
ALTER TABLE replies ADD PRIMARY KEY (reply_id);
ALTER TABLE documents ALTER document_id SET NOT NULL;
ALTER TABLE figures ALTER figure_id SET NOT NULL;
ALTER TABLE figures ALTER document_id SET NOT NULL;
ALTER TABLE figures ALTER state SET NOT NULL;
ALTER TABLE figures ALTER role SET NOT NULL;
ALTER TABLE outcome_counts ALTER request_id SET NOT NULL;
ALTER TABLE outcome_counts ALTER force_id SET NOT NULL;
ALTER TABLE outcome_counts ALTER period_start SET NOT NULL;
ALTER TABLE outcome_counts ALTER period_end SET NOT NULL;
ALTER TABLE outcome_counts ALTER outcome_codes SET NOT NULL;
ALTER TABLE outcome_counts ALTER count_low SET NOT NULL;
ALTER TABLE recorded_counts ALTER request_id SET NOT NULL;
ALTER TABLE recorded_counts ALTER force_id SET NOT NULL;
ALTER TABLE recorded_counts ALTER period_start SET NOT NULL;
ALTER TABLE recorded_counts ALTER period_end SET NOT NULL;
ALTER TABLE recorded_counts ALTER count_low SET NOT NULL;
