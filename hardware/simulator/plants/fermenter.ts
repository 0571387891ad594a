/**
 * A fermenter in a fridge with a small heater, temperatures in °C:
 * beer b, air a, evaporator wall w, heater h, room e, and the two sensors that lag behind.
 */
export interface FermenterState {
  /** Seconds since the yeast was pitched. */
  elapsed: number
  beer: number
  air: number
  wall: number
  heater: number
  /** What a probe in the thermowell and one in the air feel. */
  beerProbe: number
  airProbe: number
}

/** Shares of full power, 0–1, and the temperature around. */
export interface FermenterInputs {
  compressor: number
  heater: number
  room: number
}

/** Capacities in J/K, conductances in W/K, powers in W, times in s. */
export interface FermenterParameters {
  beerCapacity: number
  airCapacity: number
  wallCapacity: number
  heaterCapacity: number
  airBeer: number
  wallAir: number
  heaterAir: number
  roomAir: number
  roomWall: number
  heaterPower: number
  compressorPower: number
  beerLag: number
  airLag: number
  /** J released by the whole fermentation; 0: no yeast. */
  fermentationEnergy: number
  /** When it is at its peak, and how wide that is. */
  fermentationPeak: number
  fermentationWidth: number
}

/** 20 L in a bucket in a domestic fridge, without yeast. */
export const fridgeFermenter: FermenterParameters = {
  beerCapacity: 87_300,
  airCapacity: 2_300,
  wallCapacity: 8_000,
  heaterCapacity: 400,
  airBeer: 4,
  wallAir: 6,
  heaterAir: 4,
  roomAir: 1.3,
  roomWall: 0.5,
  heaterPower: 40,
  compressorPower: 90,
  beerLag: 60,
  airLag: 30,
  fermentationEnergy: 0,
  fermentationPeak: 36 * 3600,
  fermentationWidth: 4.67 * 3600,
}

/** Everything at one temperature, just pitched. */
export const restingFermenter = (temperature: number): FermenterState => ({
  elapsed: 0,
  beer: temperature,
  air: temperature,
  wall: temperature,
  heater: temperature,
  beerProbe: temperature,
  airProbe: temperature,
})

/** Heat of fermentation in W: logistic growth, doubling every 10 °C. Q = (J/s) · e^−z/(1+e^−z)² · 2^((Tb−20)/10) */
export function fermentationHeat(state: FermenterState, parameters: FermenterParameters): number {
  const { fermentationEnergy, fermentationPeak, fermentationWidth } = parameters
  const decay = Math.exp(-Math.abs(state.elapsed - fermentationPeak) / fermentationWidth) // the bell is symmetric
  return (fermentationEnergy / fermentationWidth) * (decay / (1 + decay) ** 2) * 2 ** ((state.beer - 20) / 10)
}

/**
 * The fermenter `dt` seconds later (0 < dt ≤ 1, explicit Euler; the fastest node's time constant is 70 s).
 *
 *     Cb dTb = UAab (Ta−Tb) + Qf
 *     Ca dTa = UAab (Tb−Ta) + UAwa (Tw−Ta) + UAha (Th−Ta) + UAea (Te−Ta)
 *     Cw dTw = −Qc + UAwa (Ta−Tw) + UAew (Te−Tw)      Qc = 90 W · clip((Tw+30)/35, 0, 1.2)
 *     Ch dTh = Ph − UAha (Th−Ta)
 *     τ dTs = T − Ts for each probe
 */
export function stepFermenter(
  state: FermenterState,
  inputs: FermenterInputs,
  dt: number,
  parameters: FermenterParameters = fridgeFermenter,
): FermenterState {
  const p = parameters
  const { beer, air, wall, heater } = state
  // A compressor moves less heat the colder its evaporator is.
  const cold = inputs.compressor * p.compressorPower * Math.min(1.2, Math.max(0, (wall + 30) / 35))
  const airToBeer = p.airBeer * (air - beer)
  const wallToAir = p.wallAir * (wall - air)
  const heaterToAir = p.heaterAir * (heater - air)
  const roomToAir = p.roomAir * (inputs.room - air)
  const roomToWall = p.roomWall * (inputs.room - wall)
  return {
    elapsed: state.elapsed + dt,
    beer: beer + (dt / p.beerCapacity) * (airToBeer + fermentationHeat(state, p)),
    air: air + (dt / p.airCapacity) * (-airToBeer + wallToAir + heaterToAir + roomToAir),
    wall: wall + (dt / p.wallCapacity) * (-cold - wallToAir + roomToWall),
    heater: heater + (dt / p.heaterCapacity) * (inputs.heater * p.heaterPower - heaterToAir),
    beerProbe: state.beerProbe + (dt / p.beerLag) * (beer - state.beerProbe),
    airProbe: state.airProbe + (dt / p.airLag) * (air - state.airProbe),
  }
}
