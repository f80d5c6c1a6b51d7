"""English words of operators: concept, then words; `_` joins a phrase."""

from __future__ import annotations

VERBS = """
FAIL: fail crash abend abort die bomb error
START: start begin launch trigger
END: finish end complete conclude
WAIT: wait
BLOCK: block prevent gate hang stall delay_by
LATE: delay
IMPACT: affect impact disrupt endanger jeopardize
DEPEND: depend rely
FIX: fix resolve solve repair correct remedy recover handle troubleshoot address mitigate treat
NOTIFY: notify alert ping remind
LIST: list display
CHECK: check look verify inspect
OWNER: own escalate contact
TAKE: take
HAPPEN: happen occur
CHANGE: change
CONFIRM: confirm
"""

WORDS = """
WHY: why how_come reason reasons what_made what_causes what_caused whats_causing wy whyy y_is for_what_reason what_is_causing due_to_what
WHY CAUSE: cause root_cause causes caused
HOW: how
WHAT: what whats wat wut
WHICH: which whichever
HOWMANY: how_many hw_many howmany count counts number_of total_of tally total how_much_jobs nr_of no_of num_of count_of totals
HOWLONG: how_long hows_long duration elapsed runtime run_time how_much_time how_many_minutes how_many_hours run_times runtimes
HOWMUCH: how_much
PCT: percent percentage progress how_far complete_yet how_far_along
WHEN: when wen what_time whattime at_what_time what_hour
ETA: scheduled_to scheduled_for scheduled_start due_to_start due_to_run eta estimate estimated expected forecast prediction predicted expected_end projected
WHO: who whos whom
FAIL PAST: failed crashed died broke blew_up blown_up abended went_wrong bombed went_down fell_over tanked went_red errored errored_out blew went_bad ended_badly went_south tripped choked ended_in_error came_down abnormally_ended ended_abnormally ended_badly barfed puked fell_down kicked_the_bucket borked
FAIL FAILNOUN: error errors failure failures faults fault abnormal_ends casualties errs breakage
FAIL ABEND: abended abending abend abends abnd
FAIL ABEND PAST: abended
FAIL ABEND FAILNOUN: abend abends
FAIL: fails failing fail red broken crashing in_error erroring in_trouble unsuccessful failed_jobs blows_up blow_up falls_over breaks break breaking breaks_down dies dead dying goes_down
FAILWORD: fail_status in_fail fail_state status_fail failed_to_launch
NOLAUNCH: could_not_be_launched couldnt_be_launched failed_to_launch did_not_launch couldnt_launch could_not_launch failed_to_start unable_to_start never_launched not_launched
PROBLEM: problem problems issue issues trouble wrong weird on_fire burning fire fires alarming worrying anomaly anomalies bad concerning worry
INCIDENT: incident incidents open_items open_issues tickets
RUNNING: running executing active in_flight in_progress runing in_execution exec live_jobs currently_running runnin being_executed
RUN: run runs execute rerun_time executes
RUN PAST: ran executed
WAITING: waiting pending queued wait waitin in_the_queue queue yet_to_run still_to_run not_started_yet to_run outstanding scheduled_yet yet_to_start backlog waitting
HELD: held on_hold in_hold hold holding_state paused suspended parked
READY: ready ready_to_run
STUCK BLOCK: stuck blocked hung frozen stalled jammed hanging
CANCELLED: cancelled canceled cancel cancels cancellations canceling cancelling cancellation
SUPPRESSED: suppressed suppress
UNDECIDED: undecided undecided_state
PENDCONF: waiting_for_confirmation awaiting_confirmation pending_confirmation need_confirmation confirmation needs_confirmation to_be_confirmed unconfirmed in_pend pend confirm_pending waiting_on_confirmation needing_confirmation
SUCC: successful successfully success succeeded succ ended_ok completed_ok finished_ok finished_fine ok_so_far ended_well green completed fine_jobs successes ended_fine went_well finished_successfully completed_successfully completed_fine passed
LATE: late delayed overdue behind_schedule lateness tardy running_behind past_due missed_their_start missed_its_start missed_their_deadline missed_deadline missed_deadlines behind_time past_their_deadline past_deadline
LONG: long_running longrunning running_long longer_than slow slower dragging long too_long so_long forever ages over_their_estimate longer over_its_estimate unusually_long running_over overrunning overran overrun over_average above_average sluggish taking_forever
NORMAL: usually normally typically typical average usual normal on_average generally avg tend_to tends_to
CRIT: critical critical_path crit high_priority
HIST: failed_before failing_before abended_before crashed_before fail_before fails_a_lot fail_a_lot failed_a_lot failed_recently history previous_runs last_runs past_runs recent_runs historical track_record how_often runs_of trend how_many_times executions past_executions failure_rate recurring keeps_failing always_fail always_fails flaky success_rate run_history previous_executions statistics stats past_week_runs last_few_runs earlier_runs reliable reliability
LASTRUN: last_run latest_run most_recent_run last_time last_execution most_recent_execution latest_execution
LOG: printed spit spat wrote log logs joblog job_log output stdout stderr sysout stdlist spool tail logfile log_file last_lines lines dump transcript printout listing console_output trace stack_trace
RC: rc return_code exit_code exit_status returncode retcode completion_code ret_code return_value
STATUS: status state condition sts stat situation whereabouts
HOWIS: how_is hows how_are how_s how_did how_r hows_it how_doing how_was how_goes whats_up_with what_about_the_state how_are_we how_do_things
ALLWELL: everything_ok everything_okay everything_fine everything_good all_good all_ok all_okay all_fine all_green all_well are_we_good how_are_we how_are_things hows_everything how_is_everything how_do_things_look hows_it_looking how_is_it_looking hows_it_going everything_alright all_clear how_are_we_doing we_good is_everything all_quiet quiet_night everything_running everything_green everything_under_control how_goes_it hows_the_night hows_the_batch hows_production
HEALTH: health healthy overview summary summarize summarise summarise overall big_picture dashboard at_a_glance general_status sitrep snapshot recap health_check healthcheck status_report situation_report rundown
ENV: environment environments production prod env system systems engine master platform scheduler tws hwa workload_automation shop batch batch_night infrastructure estate
OWNER: to_call i_call which_team what_team support_team responsible_team owner owners owned responsible contact contacts phone on_call oncall who_to_call who_do_i_call who_should_i_call who_to_contact whom_to_call who_handles who_owns who_supports who_maintains escalation escalation_contact point_of_contact poc who_do_i_wake who_should_i_wake who_do_i_ping who_do_i_escalate who_looks_after looks_after in_charge who_runs_this belongs_to belong_to who_can_i_call phone_number support_group who_takes_care whose
PROC: runbook runbooks procedure procedures playbook documentation docs doc documented wiki instructions step_by_step manual sop steps guide how_to_guide knowledge_article
SHEET: sheet spreadsheet knowledge_base kb excel workbook knowledge known_error known_errors
FIX: solution solutions workaround remedy cure fixes what_to_do what_do_i_do what_should_i_do what_can_i_do how_to_fix resolution remediation what_now how_do_i_handle how_do_i_deal deal_with what_do_we_do get_past get_around troubleshooting next_steps
WHATIS WHAT: what_is whats what_is_a
MEAN: mean means meaning meant what_is_the_difference difference_between stand_for stands_for what_does_the_error whats_the_difference
KNOWN: seen_before seen_this known anyone_seen ever_seen happened_before come_across
IMPACT: impact impacts impacted affected consequence consequences blast_radius at_risk in_danger danger jeopardy knock_on ripple fallout collateral collateral_damage domino what_breaks suffers suffer hurt hurts risk risks endangered
BEHIND: behind_it behind_that behind downstream successors successor dependents dependants followers comes_after come_after after_it runs_after run_after children held_up_by blocked_by waiting_on_it stuck_behind
PRED: dependencies dependency predecessors predecessor upstream prereq prereqs prerequisites deps prerequisite parents unmet
ONTIME: on_time in_time deadline deadlines sla slas make_it meet_its make_its on_schedule within_the_window
LEFT: left remaining remain remains to_go still_to until_it
JOBW: job jobs task tasks process processes batch_job batch_jobs
STREAM: stream streams job_stream job_streams jobstream jobstreams schedule schedules sched chain chains flow flows js scheds
WKS: workstation workstations agent agents machine machines server servers fta ftas wks cpu cpus node nodes host hosts box boxes
WKSES: workstations agents machines servers ftas cpus nodes hosts boxes
LINK: linked unlinked link_status online offline up down connected disconnected alive reachable unreachable responding available unavailable not_linked links connectivity
LIMIT: limit limits job_limit
FENCE: fence fences
PRIORITY: priority
PLAN: plan jnextplan planman symphony production_plan run_number plan_number plan_end plan_extension preproduction_plan current_plan final_stream
PROMPT: prompt prompts unanswered awaiting_reply waiting_for_a_reply waiting_for_reply waiting_for_an_answer pending_reply awaiting_an_answer waiting_on_a_reply needs_a_reply need_a_reply
RES: resource resources semaphore semaphores free_units units
HANDOVER: handover hand_over hand_off handoff handing_over shift_change shift_handover shift_report shift_summary turnover taking_over what_did_i_miss whatd_i_miss what_have_i_missed what_changed whats_changed what_has_changed just_came_on came_on_shift coming_on_shift starting_my_shift just_started_my_shift end_of_shift shift_log shift_notes on_shift whats_open what_is_open whats_still_open catch_me_up bring_me_up_to_speed up_to_speed fill_me_in what_went_on brief_me start_of_shift anything_i_should_know start_my_shift my_shift_starts
NOTIFY: notify tell_me_when tell_me_as_soon tell_me_once tell_me_if let_me_know let_us_know ping_me alert_me watch keep_an_eye keep_watch keep_eye monitor warn_me give_me_a_shout shout_when message_me follow keep_me_posted remind_me inform_me call_me_when wake_me text_me track give_me_a_heads_up heads_up_when lmk watching notify_me shout_if give_a_shout
LIST: list show show_me give_me all every display gimme get_me see pull_up lemme_see find give names_of enumerate
CHECK: check look_at take_a_look look_into checkup_on check_on any_news any_update update_on status_update news news_on whats_with whats_up_with what_about_status
ENDSWITH: ending_with end_with ends_with ending_in end_in
CONTAINS: containing contains contain in_the_name in_their_name with_the_name
STARTS: starting_with start_with starts_with beginning_with begin_with begins_with prefix prefixed named_like called_like name_starts names_starting matching match
BYSTREAM: by_stream by_job_stream by_jobstream by_schedule per_stream per_job_stream per_schedule each_stream each_job_stream every_stream per_chain by_streams for_each_stream
BYWKS: by_workstation per_workstation by_agent per_agent by_server per_server by_machine per_machine each_workstation each_agent by_cpu per_cpu by_node per_node by_wks each_server by_workstations each_machine
BYSTATUS: by_status per_status by_state per_state each_status in_each_state each_state every_status in_each_status by_job_status status_breakdown breakdown_of_statuses
BREAKDOWN: breakdown break_down grouped split
NOT: not no never none didnt hasnt havent isnt arent wont wasnt doesnt dont cant couldnt hasn_t nt aint hadnt nothing
STILL: still yet
WILL: will gonna going_to shall itll ll would
IF: if in_case
PRON: it its that_one this_one that_job this_job same same_job the_same one_above that_thing this_thing
PRONEND: that this them those these
PLACE: there in_it
ONLY: only just
AUX: is are was were has have did does do been
PAST: did already was were has have
ROOTCAUSE: diagnose diagnosis analyze analyse analysis investigate explain troubleshoot postmortem rca
HAPPEN: what_happened whats_wrong what_is_wrong whats_the_problem what_is_the_problem whats_the_matter happened whats_the_error what_error which_error what_is_the_error what_was_the_error whats_the_issue wrong_with up_with
HAPPEN FAIL PAST: what_went_wrong what_broke what_has_gone_wrong what_blew_up
OK: ok okay fine well good healthy sane
NOSTART NOT START: should_have_started supposed_to_start should_be_running supposed_to_run should_have_run supposed_to_have
BLOCK GER: keeping stopping preventing holding_up holding_back holding_it holding
BLOCK: hold_up holds_up held_up
IMPACT: hit_by gets_hit get_hit
END DONE: done be_done finished_yet through
ETA: how_much_longer
ETA HOWLONG: how_long_until how_long_till how_long_before how_long_til
GREET: how_are_you how_r_u hi hello hey good_morning good_evening good_afternoon yo howdy morning greetings hiya sup whats_up heya good_night evening
THANKS: thanks thank_you thx ty thank tks cheers great perfect awesome appreciate much_appreciated nice good_job well_done cool got_it lovely brilliant thanx tysm good_bot all_set
BYE: bye goodbye see_you see_ya cya later_gator good_night_then
HELPW: help what_can_you_do what_do_you_do what_can_i_ask what_can_you what_do_you_know who_are_you what_are_you how_do_you_work how_do_i_use how_does_this_work commands are_you_a_bot are_you_human are_you_a_robot capabilities what_questions example_questions how_can_you_help what_else_can_you can_you_help_me usage your_features what_you_can_do what_u_can_do wat_can_u_do what_can_u_do what_are_your
OOS: weather rain football soccer nba nfl match_score game games joke jokes poem poems haiku recipe cook cooking pizza lunch dinner restaurant beer coffee_shop movie movies song songs lyrics sing bitcoin crypto stock stocks stock_market dollar exchange_rate president election elections politics politician capital_of translate translation python_script write_a write_me write_an essay vacation holiday salary girlfriend boyfriend wife love_me horoscope birthday flight hotel taxi uber novel story tell_me_a meaning_of_life world_cup championship who_won won_the temperature_outside password passwords secret_key credentials credential token tokens secrets secret environment_variable environment_variables env_vars env_variables api_key api_keys system_prompt your_instructions your_prompt your_rules initial_instructions square_root multiplied divided_by chatgpt gpt lottery netflix tv_show printer wifi vpn_client what_time_is_it what_day_is_it todays_date news_today war planet moon homework math dog cat cats dogs family ssh_key private_key etc_passwd horoscopes gossip fantasy_league
JOBS: jobs ones tasks processes
WHERE: where wheres
FORWHAT: what whats for_what on_what who whom
EXISTS: any anything something there_any are_there is_there
TIMES: times
NEED: need needs needed
BECAUSE: because due
TOMORROW: tomorrow next_run next_scheduled next_execution
OFTEN: often always frequently keeps frequent regularly
RERUNN: reruns
DEADLINES: deadlines
NOSTART NOT START: not_started wont_start didnt_start hasnt_started not_start doesnt_start hasnt_kicked_off not_kicked_off wont_run didnt_kick_off never_started havent_started not_starting isnt_starting not_running isnt_running hasnt_run didnt_run not_run_yet not_ran hasnt_begun
START: kick_off kicks_off kicked_off go_off fire_off
START PAST: kicked_off went_off began begun
SHIFT: shift
STREAMREFW: that_stream this_stream that_schedule its_stream that_job_stream that_chain the_stream its_job_stream
WKSREFW: that_workstation that_agent this_agent that_machine this_workstation that_server its_workstation that_box
OTHERS: rest others other_ones
CANQ: can_i should_i may_i is_it_safe safe_to am_i_allowed could_i do_i_need_to can_it_be safely restartable rerunnable
AGAIN: again once_more another_time
CHECK: know_if see_if tell_if check_if know_whether check_whether confirm_that confirm_if verify_that verify_if
END DONE SUCC: make_it_through made_it_through
ETA: expect
IMPACT: how_bad how_serious how_severe severity how_critical
INCIDENT: who_is_on_it whos_on_it whos_working_on who_is_working_on who_took who_picked_up anyone_on_it anyone_working_on
ACTV: rerun restart cancel kill release hold submit stop skip force run_again resubmit rerunning restarting
WHATIF: what_if
LONG: beyond way_over exceeded exceeding way_past well_over
ETA: scheduled next_run
IMPACT: suffer suffering
HELPW: kind_of_questions questions_can_you sort_of_questions type_of_questions
PROBLEM: worry_about be_worried worried
OOS: ceo buy price prices cost_of_living doctor apartment car cars shopping supermarket tokyo paris london weather_like tip tips
LOG: print
"""

ORDINARY = """
advise advice kind_regards
or_not or_no or_what book books rice
the a an of to in on at for from with without by about and or but so than then as is are was were be been being am i you he she
we they me him her us them my your his our their mine yours this that these those there here what which who when where why how
all any some every each no not only just also too very really quite much many more most less least few lot lots several bit
can could may might must shall should will would do does did done doing have has had having get gets got getting go goes going
went gone come comes came coming make makes made making take takes took see sees saw seen look looks looking know knows knew
think thinks thought want wants wanted need needs needed like likes try tried trying use used using give gives gave tell tells
told ask asks asked asking say says said saying show please pls plz kindly thanks hey hi ok okay yes yeah yep nope sure right now
today tonight yesterday tomorrow morning afternoon evening night day days week weeks month months year hour hours minute minutes
time times last past next first second third new old good bad great little big small long short high low same different other
another such own while before after since until till during between over under above below up down out off again once twice ever
never always often sometimes soon later early late already still yet else even though because if unless whether
people person guy guys man boss manager team customer client user users business call meeting audit auditors evidence report
reports room floor desk office shift operator operators noc bridge folks everyone someone anyone nobody anybody something anything
nothing everything thing things stuff way ways place part kind sort point number name names word words question questions answer
page screen console email mail message channel chat bot resync assistant friend buddy mate dude bro sir quick quickly real fast
urgent urgently rush asap real_quick minute sec second moment wondering wonder guess hope maybe perhaps probably actually
basically literally seems seem seemed looks felt feel feels keep keeps kept let lets put puts set sets run bring brings hear heard
read reads write writes wrote open opens opened close closed turn turned move moved live believe hold happen provide include
learn understand idea sense fact case side hand end eye head line door half whole both either neither per via u r ur im ive ill
id youre theyre weve were youve lets heres theres whatever however although almost enough rather instead together
first_week newbie rookie new_here junior intern training evidence gov bank branch month-end dont doesnt wanna gonna gotta lemme
currently recent recently lately atm rn fyi btw idk afaik imo tbh lol omg wtf damn hell crap sorry excuse pardon dear
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
november december mon tue tues wed thu thur thurs fri sat sun ago min mins hr hrs sec secs am pm noon midnight
mention ignore previous instructions pretend act rule rules mode override enabled suspended maintenance developer admin root
system call tool print forget every variable tokens included reveal prompt
"""
