// What can be placed: a spot of the tray, a make-good that is owed, an airing that moves. Each knows how to ask for its
// verdicts and how to be set down.
import { doTo } from "../acts.js";
import { act } from "../api.js";
import { store, takeAnswer } from "../store.js";

const booked = async (body) => {
  const answer = await act("bookings", body);
  if (answer.ok) takeAnswer(answer.body);
  return answer;
};

/** An airing of the day that changes place; it keeps its first or last position unless told otherwise. */
export const ofRow = ({ item }) => ({
  key: item.id,
  title: item.title,
  client: item.client ?? "BF1",
  seconds: item.duration_seconds,
  query: `airing=${item.id}`,
  position: item.position,
  from: item.break_id,
  rank: item.rank,
  done: "déplacé",
  moves: true,
  setDown: ({ place, rank, position = item.position }) =>
    doTo(store.items.get(item.id) ?? item, "move", { break: place, position, ...(rank && { rank }) }),
});

/** A spot with airings to place. */
export const ofSpot = (spot) => ({
  key: spot.id,
  title: spot.title,
  client: spot.client ?? spot.organisation ?? "BF1",
  seconds: spot.seconds,
  query: `spot=${spot.id}`,
  position: null,
  from: null,
  done: "placé",
  moves: false,
  setDown: ({ place, rank, position = null, gratis = false }) =>
    booked({ spot: spot.id, break: place, position, gratis, ...(rank && { rank }) }),
});

/** A missed or replaced airing to make good with the same spot. */
export const ofOwed = (spot, { makegood_for }) => ({
  ...ofSpot(spot),
  key: makegood_for,
  query: `spot=${spot.id}&makegood_for=${makegood_for}`,
  done: "placé en compensation",
  setDown: ({ place, rank, position = null }) =>
    booked({ spot: spot.id, break: place, position, makegood_for, ...(rank && { rank }) }),
});
